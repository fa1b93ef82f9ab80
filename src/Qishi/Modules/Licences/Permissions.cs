using Qishi.Platform.Auth;

namespace Qishi.Modules.Licences;

internal static class Permissions
{
    public const string Hold = "licences.hold";
    public const string Read = "licences.read";
    public const string KeepSeals = "licences.keep-seals";
    public const string Api = "licences.api";

    public static readonly Permission[] All =
    [
        new(Hold, "使用自己企业的、或者被授权的电子营业执照和电子印章", Roles.Applicant),
        new(Read, "查看电子营业执照和电子印章", Roles.Registrar, Roles.RegistrationSupervisor, Roles.StationInspector, Roles.Leader),
        new(KeepSeals, "停用、恢复、注销电子印章", Roles.RegistrationSupervisor),
        new(Api, "通过接口核验电子营业执照和电子签章", Roles.MachineClient),
    ];
}
