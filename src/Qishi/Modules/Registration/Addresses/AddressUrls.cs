using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Addresses of the pages about standard addresses, and who may see and keep them.</summary>
internal static class AddressUrls
{
    public const string Tree = "/desk/addresses";
    public const string Imports = "/desk/addresses/imports";
    public const string ImportPattern = "/desk/addresses/imports/{id:guid}";
    public const string ImportReportPattern = "/desk/addresses/imports/{id:guid}.xlsx";
    public const string GridPattern = "/desk/addresses/grids/{code}";
    public const string Suggest = "/addresses/suggest";

    public static string In(string area) => $"{Tree}?in={area}";

    public static string Import(Guid id) => $"/desk/addresses/imports/{id}";

    public static string ImportReport(Guid id) => $"/desk/addresses/imports/{id}.xlsx";

    public static string Grid(string code) => $"/desk/addresses/grids/{Uri.EscapeDataString(code)}";

    public const string Read = "registration.addresses-read";
    public const string Keep = "registration.addresses-keep";
    public const string Ask = "registration.addresses-suggest";

    public static readonly Permission[] All =
    [
        new(Read, "查看标准地址和网格", Roles.StationInspector, Roles.Registrar, Roles.RegistrationSupervisor, Roles.Leader),
        new(Keep, "导入标准地址、调整网格的监管所", Roles.RegistrationSupervisor),
        new(Ask, "填写地址时查找标准地址", Roles.Applicant, Roles.Guide, Roles.Registrar, Roles.RegistrationSupervisor),
    ];
}
