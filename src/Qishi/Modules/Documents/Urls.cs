namespace Qishi.Modules.Documents;

internal static class Urls
{
    public const string Document = "/documents/{id:guid}.pdf";
    public static string DocumentPage(Guid id) => $"/documents/{id}.pdf";

    public const string Material = "/materials/{id:guid}";
}
