using Qishi.Platform.Auth;

namespace Qishi.Modules.Documents;

/// <summary>Opening needs a sign-in and, per document, the word of the module that owns its subject; reading all is for the bureau's own desks.</summary>
internal static class Permissions
{
    public const string Open = "documents.open";
    public const string Read = "documents.read";

    public static readonly Permission[] All =
    [
        new(Open, "打开与自己有关的文书和材料", [Roles.Applicant, .. Roles.Staff]),
        new(Read, "查阅全部文书和材料", Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader, Roles.StationInspector),
    ];
}
