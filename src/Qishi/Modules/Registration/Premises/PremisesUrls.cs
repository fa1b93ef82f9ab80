namespace Qishi.Modules.Registration.Premises;

/// <summary>Addresses of the pages about premises.</summary>
internal static class PremisesUrls
{
    public const string Checks = "/desk/premises-checks";
    public const string ChecksExport = "/desk/premises-checks.xlsx";
    public const string CheckPattern = "/desk/premises-checks/{id:guid}";
    public const string Mail = "/desk/returned-mail";
    public const string Hosts = "/desk/cluster-hosts";
    public const string Rules = "/desk/address-rules";

    public static string Check(Guid id) => $"/desk/premises-checks/{id}";
}
