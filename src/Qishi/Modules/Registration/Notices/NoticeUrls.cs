namespace Qishi.Modules.Registration.Notices;

/// <summary>Addresses of public notices.</summary>
internal static class NoticeUrls
{
    public const string Public = "/public/registrations";
    public const string Notice = "/public/registrations/{number}";
    public const string Object = "/public/registrations/{number}/object";
    public const string Desk = "/desk/notices";
    public const string DeskNotice = "/desk/notices/{number}";

    public static string Of(string number) => $"/public/registrations/{number}";

    public static string ObjectOf(string number) => $"/public/registrations/{number}/object";

    public static string DeskOf(string number) => $"/desk/notices/{number}";
}
