using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Departments;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Sign;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Contracts;

/// <summary>What is sent and what comes back fits the published schemas; what does not fit is seen not to.</summary>
public sealed class SchemaTests
{
    private static readonly Dictionary<string, JsonSchema> Schemas = MessageSchemas.Names.ToDictionary(n => n, n => JsonSchema.FromText(MessageSchemas.Find(n)!.ToJsonString()));

    [Fact]
    public async Task EachMatter_MessageFitsItsSchema_AndNamesOfAttributesAreThoseOfCloudEvents()
    {
        await using var stage = await ExchangeStage.OpenAsync(DatabaseKind.Sqlite);
        foreach (var habit in Habit.All)
        {
            var row = await stage.RowAsync(await stage.OrderAsync(habit.Code));
            var body = await stage.App.AsAsync(null, async s =>
            {
                var tracked = await s.GetRequiredService<AppDb>().Set<HandOver>().SingleAsync(h => h.Id == row.Id);
                return (await s.GetRequiredService<HandOverSigner>().SignAsync([tracked], default))[0].Body;
            });
            var message = JsonNode.Parse(body)!.AsObject();
            AssertFits($"hand-over-{habit.Matter.ToLowerInvariant()}.v1", message, true);
            Assert.All(message.Select(p => p.Key), name => Assert.Matches("^[a-z0-9]+$", name));
            foreach (var spoil in new Action<JsonObject>[]
            {
                m => m.Remove("proof"), m => m["specversion"] = "0.3", m => m["payloaddigest"] = "x", m => m["extra"] = 1, m => m["data"]!.AsObject().Remove("uscc"), m => m["data"]!["legalRep"]!.AsObject().Remove("mobile"),
            })
            {
                var copy = message.DeepClone().AsObject();
                spoil(copy);
                AssertFits($"hand-over-{habit.Matter.ToLowerInvariant()}.v1", copy, false);
            }
        }
    }

    [Fact]
    public async Task EachKind_ReceiptFitsItsSchema()
    {
        await using var stage = await ExchangeStage.OpenAsync(DatabaseKind.Sqlite);
        var row = await stage.RowAsync(await stage.OrderAsync("MEDINS"));
        foreach (var kind in new[] { "ACKED", "PROCESSING", "DONE", "REJECTED" })
        {
            var receipt = JsonNode.Parse(stage.Signed("MEDINS", stage.ReceiptOf(row, kind)))![0]!.AsObject();
            AssertFits("receipt.v1", receipt, true);
            receipt["data"]!["kind"] = "FINISHED";
            AssertFits("receipt.v1", receipt, false);
        }
    }

    [Fact]
    public async Task Schemas_ArePublished()
    {
        await using var stage = await ExchangeStage.OpenAsync(DatabaseKind.Sqlite);
        using var client = new HttpClient { BaseAddress = stage.Platform };
        var names = JsonSerializer.Deserialize<List<string>>(await client.GetStringAsync(Wire.SchemasPath))!;
        Assert.Equal(7, names.Count);
        foreach (var name in names)
            Assert.Equal(JsonNode.Parse(await client.GetStringAsync(name))!["$id"]!.GetValue<string>(), "urn:qishi:schema:" + name[(Wire.SchemasPath.Length + 1)..].Replace(".", ":", StringComparison.Ordinal));
        using var missing = await client.GetAsync(Wire.SchemasPath + "/none.v1");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        var certificates = JsonSerializer.Deserialize<List<WireCertificate>>(await client.GetStringAsync(Wire.CertificatesPath), Wire.Json)!;
        // One for the bureau and one for each department, also those that work at the web desk.
        Assert.Equal(1 + await stage.App.WithDbAsync(db => db.Set<Department>().CountAsync()), certificates.Count);
        Assert.DoesNotContain("rivate", await client.GetStringAsync(Wire.CertificatesPath), StringComparison.Ordinal);
    }

    private static void AssertFits(string name, JsonNode message, bool fits)
    {
        var result = Schemas[name].Evaluate(message, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid == fits, $"{name}: {string.Join("; ", result.Details.Where(d => d.HasErrors).Select(d => $"{d.InstanceLocation} {string.Join(',', d.Errors!.Values)}"))} {message.ToJsonString()}");
    }
}
