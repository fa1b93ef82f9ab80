using Qishi.Platform.Auth;

namespace Qishi.Modules.Inspections;

internal static class Permissions
{
    public const string Read = "inspections.read";
    public const string Plan = "inspections.plan";
    public const string Approve = "inspections.approve";
    public const string Draw = "inspections.draw";
    public const string People = "inspections.people";
    public const string Check = "inspections.check";
    public const string Review = "inspections.review";
    public const string Publish = "inspections.publish";

    private static readonly string[] Inspectors = [Roles.Inspector, Roles.StationInspector];

    public static readonly Permission[] All =
    [
        new(Read, "查看双随机的清单、名录库、计划、任务", [Roles.InspectionOffice, Roles.Leader, .. Inspectors, Roles.AuditAdmin]),
        new(Plan, "编制清单、计划、任务（联席办不实施检查）", Roles.InspectionOffice),
        new(Approve, "审批计划、任务、重新抽取、人工调整", Roles.Leader),
        new(Draw, "冻结名录、抽取对象、匹配人员、派发", Roles.InspectionOffice),
        new(People, "维护检查人员名录库、机构合并", Roles.InspectionOffice),
        new(Check, "实施检查、录入结果", Inspectors),
        new(Review, "审核检查结果（不能审核自己检查的）", [Roles.InspectionOffice, .. Inspectors]),
        new(Publish, "公示检查结果", Roles.InspectionOffice),
    ];
}
