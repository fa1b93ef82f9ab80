namespace Qishi.Modules.Identity;

public static class Urls
{
    public const string SignIn = "/signin";
    public const string SignInCode = "/signin/code";
    public const string SignInEnrol = "/signin/enrol";
    public const string SignInNewPassword = "/signin/new-password";
    public const string SignInPosting = "/signin/posting";
    public const string SignInPerson = "/signin/person";
    public const string SignInConfirm = "/signin/confirm";
    public const string SignInFirst = "/signin/first";
    public const string SignInRegional = "/signin/regional";
    public const string SignOut = "/signout";
    public const string Register = "/register";
    public const string Me = "/my/account";
    public const string MePassword = "/my/account/password";
    public const string MePhone = "/my/account/phone";
    public const string MePosting = "/my/account/posting";
    public const string MeHistory = "/my/account/history";
    public const string MeData = "/my/account/data";
    public const string DemoAccounts = "/demo/accounts";
    public const string Staff = "/admin/staff";
    public const string NewStaff = "/admin/staff/new";
    public const string Units = "/admin/units";
    public const string NewUnit = "/admin/units/new";
    public const string Audit = "/admin/audit";
    public const string Machines = "/admin/machines";
    public const string Token = "/connect/token";

    /// <summary>Where people land who came from nowhere.</summary>
    public const string StaffHome = "/desk", ApplicantHome = "/my/cases";

    public static string OneStaff(Guid accountId) => $"{Staff}/{accountId}";

    public static string OneUnit(string code) => $"{Units}/{Uri.EscapeDataString(code)}";

    public static string OneProcess(Guid id) => $"{Audit}/{id}";

    public static string OneMachine(Guid id) => $"{Machines}/{id}";
}
