using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Licences.DeskSeals;
using Qishi.Modules.Licences.GrantUse;
using Qishi.Modules.Licences.MyLicence;
using Qishi.Modules.Licences.SealFile;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.Seed;
using Qishi.Modules.Licences.ShowCode;
using Qishi.Modules.Licences.Sign;
using Qishi.Modules.Licences.VerifyCode;
using Qishi.Modules.Licences.VerifyFile;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Jobs;
using Qishi.Platform.Web;

namespace Qishi.Modules.Licences;

public sealed class LicencesModule : IModule
{
    public static ModuleInfo Info => new("Licences", "电子营业执照、电子印章", "lic_", "Identity", "Documents", "Registration", "Exchange");

    public static IEnumerable<Permission> Permissions => Licences.Permissions.All;

    public static IEnumerable<MenuItem> Menu => [new("登记许可", "电子印章", Urls.Desk, Licences.Permissions.Read, "document", 43)];

    public static IEnumerable<JobPlan> Jobs => [JobPlan.Each<MakeSeals>(TimeSpan.FromSeconds(30))];

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IDocumentAccess, LicenceDocumentAccess>().AddScoped<LicenceBook>().AddScoped<LicenceDoor>().AddScoped<SealBook>().AddScoped<SealMaker>().AddScoped<SealPress>().AddScoped<BureauSeal>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.UsesExcelPattern, (string uscc, HttpContext http, MyLicenceHandler handler, CancellationToken ct) => handler.ExportAsync(uscc, ListQuery.From(http), ct)).Needs(Licences.Permissions.Hold).ExcludeFromDescription();
        app.MapGet(Urls.DataPattern, (string uscc, TakeLicenceHandler handler, CancellationToken ct) => handler.DataAsync(uscc, ct)).Needs(Licences.Permissions.Hold).ExcludeFromDescription();
        app.MapGet(Urls.PdfPattern, (string uscc, TakeLicenceHandler handler, CancellationToken ct) => handler.PdfAsync(uscc, ct)).Needs(Licences.Permissions.Hold).ExcludeFromDescription();
        app.MapGet(Urls.SealedPattern, (string uscc, Guid id, SealFileHandler handler, HttpContext http, CancellationToken ct) => handler.DownloadAsync(uscc, id, http, ct)).Needs(Licences.Permissions.Hold).ExcludeFromDescription();
        app.MapGet(Urls.DeskExcel, (HttpContext http, DeskSealsHandler handler, CancellationToken ct) => handler.ExportAsync(ListQuery.From(http), ct)).Needs(Licences.Permissions.Read).ExcludeFromDescription();
        LicencesApi.Map(app);
    }

    public static Task SeedAsync(SeedContext context, CancellationToken ct) => SeedLicences.RunAsync(context, ct);
}
