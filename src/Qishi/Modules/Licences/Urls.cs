namespace Qishi.Modules.Licences;

/// <summary>Addresses of the module.</summary>
internal static class Urls
{
    public const string Mine = "/my/licences";
    public const string MinePattern = "/my/licences/{Uscc}";
    public const string CodePattern = "/my/licences/{Uscc}/codes/{Id:guid}";
    public const string NewGrantPattern = "/my/licences/{Uscc}/grants/new";
    public const string UsesPattern = "/my/licences/{Uscc}/uses";
    public const string UsesExcelPattern = "/my/licences/{uscc}/uses.xlsx";
    public const string DataPattern = "/my/licences/{uscc}/licence.json";
    public const string PdfPattern = "/my/licences/{uscc}/licence.pdf";
    public const string SealsPattern = "/my/licences/{Uscc}/seals";
    public const string SealFilePattern = "/my/licences/{Uscc}/seals/{Id:guid}";
    public const string SealedPattern = "/my/licences/{uscc}/sealed/{id:guid}.pdf";
    public const string Verify = "/verify/licence";
    public const string VerifyFile = "/verify/file";
    public const string Desk = "/desk/seals";
    public const string DeskExcel = "/desk/seals.xlsx";
    public const string DeskPattern = "/desk/seals/{Id:guid}";

    public static string My(string uscc) => $"{Mine}/{uscc}";

    public static string Code(string uscc, Guid id) => $"{Mine}/{uscc}/codes/{id}";

    public static string NewGrant(string uscc) => $"{Mine}/{uscc}/grants/new";

    public static string Uses(string uscc) => $"{Mine}/{uscc}/uses";

    public static string UsesExcel(string uscc) => $"{Mine}/{uscc}/uses.xlsx";

    public static string Data(string uscc) => $"{Mine}/{uscc}/licence.json";

    public static string Pdf(string uscc) => $"{Mine}/{uscc}/licence.pdf";

    public static string Seals(string uscc) => $"{Mine}/{uscc}/seals";

    public static string SealFile(string uscc, Guid seal) => $"{Mine}/{uscc}/seals/{seal}";

    public static string Sealed(string uscc, Guid use) => $"{Mine}/{uscc}/sealed/{use}.pdf";

    public static string DeskSeal(Guid id) => $"{Desk}/{id}";

    public static string Entity(string uscc) => $"/entities/{uscc}";
}
