using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration;

/// <summary>What may be done with the register, and by whom.</summary>
internal static class Permissions
{
    public const string Read = "registration.read";
    public const string ReadFile = "registration.file";
    public const string Export = "registration.export";
    public const string Correct = "registration.correct";
    public const string Decide = "registration.decide";
    public const string Api = "registration.api";
    public const string Import = "registration.import";
    public const string ImportApi = "registration.import.api";
    public const string AutoRules = "registration.auto";
    public const string DeclareNames = "registration.names.declare";
    public const string ReadNames = "registration.names.read";
    public const string SuperviseNames = "registration.names.supervise";
    public const string SuggestScope = "registration.scope.suggest";
    public const string AnswerSuggestions = "registration.scope.answer";
    public const string ImportScope = "registration.scope.import";
    public const string ReserveByApi = "registration.names.reserve";

    public static readonly Permission[] All =
    [
        new(Read, "查看登记主体", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Guide, Roles.StationInspector, Roles.Leader),
        new(ReadFile, "查看一企一档（申请人只看自己的企业）", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Guide, Roles.StationInspector, Roles.Leader, Roles.Applicant),
        new(Export, "导出登记主体", Roles.Registrar, Roles.RegistrationSupervisor),
        new(Correct, "更正登记事项", Roles.Registrar, Roles.RegistrationSupervisor),
        new(Decide, "复核更正", Roles.RegistrationSupervisor),
        new(DeclareNames, "申报和保留名称", Roles.Applicant),
        new(ReadNames, "查看名称申报和名称争议", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Guide, Roles.Leader),
        new(SuperviseNames, "解除名称拦截、裁决名称争议", Roles.RegistrationSupervisor),
        new(SuggestScope, "建议新增经营项目", Roles.Applicant),
        new(AnswerSuggestions, "答复经营项目新增建议", Roles.Registrar, Roles.RegistrationSupervisor),
        new(ImportScope, "导入和启用经营范围目录", Roles.RegistrationSupervisor),
        new(ReserveByApi, "通过接口保留名称", Roles.MachineClient),
        new(Api, "通过接口查询登记信息", Roles.MachineClient, Roles.Registrar, Roles.RegistrationSupervisor),
        new(Import, "导入旧登记库", Roles.RegistrationSupervisor),
        new(ImportApi, "通过接口导入旧登记库", Roles.MachineClient),
        new(AutoRules, "自动审批值班和规则", Roles.Registrar, Roles.RegistrationSupervisor),
    ];
}
