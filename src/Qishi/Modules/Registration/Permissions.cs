using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration;

/// <summary>What may be done with the register, and by whom.</summary>
internal static class Permissions
{
    public const string Read = "registration.read";
    public const string Export = "registration.export";
    public const string Correct = "registration.correct";
    public const string Cancel = "registration.cancel";
    public const string Decide = "registration.decide";
    public const string Api = "registration.api";

    public static readonly Permission[] All =
    [
        new(Read, "查看登记主体", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Guide, Roles.StationInspector, Roles.Leader),
        new(Export, "导出登记主体", Roles.Registrar, Roles.RegistrationSupervisor),
        new(Correct, "更正登记事项", Roles.Registrar, Roles.RegistrationSupervisor),
        new(Cancel, "办理注销登记", Roles.Registrar, Roles.RegistrationSupervisor),
        new(Decide, "复核更正和注销", Roles.RegistrationSupervisor),
        new(Api, "通过接口查询登记信息", Roles.MachineClient, Roles.Registrar, Roles.RegistrationSupervisor),
    ];
}
