using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.OpenDocument;
using Qishi.Modules.Documents.OpenMaterial;
using Qishi.Modules.Documents.Screening;
using Qishi.Platform;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Documents;

public sealed class DocumentsModule : IModule
{
    public static ModuleInfo Info => new("Documents", "材料、文书、证照文件、印章", "doc_");

    public static IEnumerable<Permission> Permissions => Documents.Permissions.All;

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IDocuments, DocumentArchive>();
        services.AddScoped<DocumentDoor>();
        services.AddSingleton<Fonts>();
        services.AddSingleton<DocumentDrawing>().AddSingleton<ISealPictures, SealPictures>();
        services.AddSingleton<PdfShelf>();
        services.AddSingleton<PublicAddress>().AddSingleton<IPublicAddress>(s => s.GetRequiredService<PublicAddress>());
        services.AddSingleton<Screen>();
        services.AddSingleton<IVirusScanner, NoVirusScanner>();
        services.AddHealthChecks().AddCheck<DrawingHealth>("documents-drawing");
    }

    public static void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapGet(Urls.Document, (Guid id, bool? download, OpenDocumentHandler handler, HttpContext http, CancellationToken ct) => handler.HandleAsync(id, download ?? false, http.Response, ct))
            .Needs(Documents.Permissions.Open);
        app.MapGet(Urls.Material, (Guid id, bool? download, OpenMaterialHandler handler, HttpContext http, CancellationToken ct) => handler.HandleAsync(id, download ?? false, http.Response, ct))
            .Needs(Documents.Permissions.Open);
    }
}
