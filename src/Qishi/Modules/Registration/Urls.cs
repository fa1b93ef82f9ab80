namespace Qishi.Modules.Registration;

/// <summary>Addresses of the module's pages; pages, tests and other modules' links use these.</summary>
internal static class Urls
{
    public const string Search = "/public/entities";
    public const string EntityPattern = "/entities/{uscc}";
    public const string VerifyPattern = "/verify/{token}";
    public const string List = "/desk/entities";
    public const string Export = "/desk/entities.xlsx";
    public const string CorrectPattern = "/desk/entities/{uscc}/correct";
    public const string CancelPattern = "/desk/entities/{uscc}/cancel";
    public const string DecidePattern = "/desk/entities/{uscc}/proposals/{id:guid}";

    public static string Entity(string uscc) => $"/entities/{uscc}";

    public static string Verify(string token) => $"/verify/{token}";

    public static string Correct(string uscc) => $"/desk/entities/{uscc}/correct";

    public static string Cancel(string uscc) => $"/desk/entities/{uscc}/cancel";

    public static string Decide(string uscc, Guid id) => $"/desk/entities/{uscc}/proposals/{id}";
}
