namespace Qishi.Modules.Exchange;

/// <summary>Addresses of the module's pages.</summary>
internal static class Urls
{
    public const string Liaison = "/liaison";
    public const string Board = "/exchange";
    public const string Quality = "/exchange/quality";
    public const string LiaisonExport = "/liaison/excel";
    public const string BoardExport = "/exchange/excel";
    public const string Steering = "/demo/departments";

    public static string LiaisonOf(Guid id) => $"{Liaison}?open={id}";

    public static string BoardOf(string department) => $"{Board}?department={department}";

    public static string HandOver(Guid id) => $"{Board}/hand-overs/{id}";
}
