using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp;

/// <summary>What the office may do.</summary>
internal static partial class Permissions
{
    public const string Review = "startup.review";
    public const string RevealSecret = "startup.reveal-secret";
    public const string Approve = "startup.approve";
    public const string Return = "startup.return";
    public const string Refuse = "startup.refuse";
    public const string Second = "startup.second-review";
    public const string Extend = "startup.extend";
    public const string Deliver = "startup.deliver";
    public const string Export = "startup.export";
    public const string Recheck = "startup.recheck";
    public const string Lead = "startup.lead";
    public const string Subsidies = "startup.subsidies";

    private static readonly string[] Reviewers = [Roles.Registrar, Roles.RegistrationSupervisor];

    public static IEnumerable<Permission> Office =>
    [
        new(Review, "查看企业开办办件", [.. Reviewers, Roles.Leader]),
        new(RevealSecret, "看办件中的身份证号码、手机号等全部内容", Reviewers),
        new(Approve, "准予登记", Reviewers),
        new(Return, "一次性告知补正", Reviewers),
        new(Refuse, "不予登记、不予受理", Reviewers),
        new(Second, "复核同事的决定", Reviewers),
        new(Extend, "延长审查期限", Roles.RegistrationSupervisor),
        new(Deliver, "送达执照", [.. Reviewers, Roles.Guide]),
        new(Export, "导出企业开办办件", Reviewers),
        new(Recheck, "复查单人审核的办件", Reviewers),
        new(Lead, "看开办情况", Roles.Leader, Roles.RegistrationSupervisor),
        new(Subsidies, "看免费开办补贴台账", Roles.Leader, Roles.RegistrationSupervisor),
    ];
}
