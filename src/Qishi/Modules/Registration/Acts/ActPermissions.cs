using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Who may do what with applications.</summary>
internal static class ActPermissions
{
    public const string Apply = "registration.apply";
    public const string Counter = "registration.counter";
    public const string Review = "registration.review";
    public const string Approve = "registration.approve";
    public const string Second = "registration.second-review";
    public const string Extend = "registration.extend";

    private static readonly string[] Reviewers = [Roles.Registrar, Roles.RegistrationSupervisor];

    public static IEnumerable<Permission> All =>
    [
        new(Apply, "申请变更、注销、歇业等登记，看自己的企业", Roles.Applicant),
        new(Counter, "在窗口帮申请人填写登记、备案申请", [Roles.Guide, .. Reviewers]),
        new(Review, "查看登记、备案申请", [.. Reviewers, Roles.Leader]),
        new(Approve, "审查登记、备案申请", Reviewers),
        new(Second, "复核登记、备案决定", Reviewers),
        new(Extend, "延长登记审查期限", Roles.RegistrationSupervisor),
    ];
}

/// <summary>Addresses of the pages of applications.</summary>
internal static class ActUrls
{
    public const string MyEntities = "/my/entities";
    public const string MyActs = "/my/entities/{uscc}/acts";
    public const string Mine = "/my/applications";
    public const string Fill = "/my/applications/{number}";
    public const string DeskStart = "/desk/applications/new";
    public const string DeskFill = "/desk/applications/{number}/fill";
    public const string List = "/desk/applications";
    public const string Export = "/desk/applications.xlsx";
    public const string Review = "/desk/applications/{number}";
    public const string Step = "/desk/applications/{number}/{step}";

    public static string FillOf(string number, bool desk) => (desk ? DeskFill : Fill).Replace("{number}", number, StringComparison.Ordinal);

    public static string ReviewOf(string number) => $"/desk/applications/{number}";

    public static string StepOf(string number, string step) => $"/desk/applications/{number}/{step}";

    public static string ActsOf(string uscc) => $"/my/entities/{uscc}/acts";

    public static string DeskStartOf(string uscc) => $"{DeskStart}?uscc={uscc}";
}
