using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Premises;

internal static class PremisesPermissions
{
    public const string ReadChecks = "registration.premises-read";
    public const string RecordCheck = "registration.premises-record";
    public const string RecordMail = "registration.returned-mail";
    public const string KeepRules = "registration.address-rules";

    public static readonly Permission[] All =
    [
        new(ReadChecks, "查看住所核查任务", Roles.StationInspector, Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader),
        new(RecordCheck, "记录住所核查结果", Roles.StationInspector),
        new(RecordMail, "登记退回的信函", Roles.StationInspector, Roles.Registrar, Roles.RegistrationSupervisor),
        new(KeepRules, "维护住所负面清单和托管企业名单", Roles.RegistrationSupervisor),
    ];
}
