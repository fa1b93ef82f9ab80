using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Certificates;

/// <summary>What the other side needs to know to talk with us: schemas of the messages, certificates of all who sign.</summary>
internal static class ContractEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Wire.SchemasPath, () => Results.Json(MessageSchemas.Names.Select(n => $"{Wire.SchemasPath}/{n}"), Wire.Json))
            .OpenToAll("报文格式对各部门公开").WithTags("部门数据交换").WithSummary("报文格式一览");
        app.MapGet(Wire.SchemasPath + "/{name}", (string name) => MessageSchemas.Find(name) is { } schema ? Results.Text(schema.ToJsonString(Wire.Json), "application/schema+json") : Results.NotFound())
            .OpenToAll("报文格式对各部门公开").WithTags("部门数据交换").WithSummary("一种报文的格式（JSON Schema 2020-12）");
        app.MapGet(Wire.CertificatesPath, CertificatesAsync).OpenToAll("签名证书对各部门和核验人公开").WithTags("部门数据交换").WithSummary("本局和各部门的签名证书");
    }

    private static async Task<IResult> CertificatesAsync(AppDb db, CancellationToken ct)
    {
        var all = await db.Set<Certificate>().AsNoTracking().OrderBy(c => c.Owner).ThenBy(c => c.ValidFrom).Take(500).ToListAsync(ct);
        return Results.Json(all.Select(c => new WireCertificate(c.Owner, c.Fingerprint, c.Subject, c.Issuer, c.ValidFrom, c.ValidTo, c.EndedAt, c.Der)), Wire.Json);
    }
}
