using System.Text.Json;
using System.Text.Json.Nodes;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// JSON Schemas (2020-12) of the messages, one per matter and one for receipts. A field of a matter is added by a new version of its schema; what both sides have agreed on
/// is never changed under the same name.
/// </summary>
public static class MessageSchemas
{
    /// <summary>Name of the receipt schema.</summary>
    public const string ReceiptUrn = "urn:qishi:schema:receipt:v1";

    private const string Digest = "^[0-9a-f]{64}$";

    private static readonly Dictionary<string, Func<JsonObject>> OfMatter = new(StringComparer.Ordinal)
    {
        ["SEAL"] = () => new() { ["seals"] = Array(Word()), ["quantity"] = Whole(), ["collect"] = OrNull("string"), ["collector"] = Person() },
        ["INVOICE"] = () => new()
        {
            ["taxpayerType"] = Word(),
            ["invoiceKinds"] = Array(Word()),
            ["monthlyQuantity"] = OrNull("integer"),
            ["maxAmountFen"] = Whole(),
            ["deviceMode"] = Word(),
            ["financeOfficer"] = Person(),
        },
        ["SOCIAL"] = () => new() { ["headcount"] = OrNull("integer"), ["insuredFrom"] = Month(), ["officer"] = Person() },
        ["MEDICAL"] = () => new() { ["headcount"] = OrNull("integer"), ["insuredFrom"] = Month(), ["officer"] = Person() },
        ["FUND"] = () => new()
        {
            ["ratio"] = OrNull("integer"),
            ["startMonth"] = Month(),
            ["payday"] = OrNull("integer"),
            ["headcount"] = OrNull("integer"),
            ["baseFen"] = Whole(),
        },
        ["BANK"] = () => new()
        {
            ["branch"] = OrNull("string"),
            ["accountType"] = Word(),
            ["currency"] = Word(),
            ["appointment"] = OrNull("string"),
            ["consent"] = new JsonObject { ["type"] = "boolean" },
        },
    };

    /// <summary>Names as they are published: <c>hand-over-seal.v1</c>, …, <c>receipt.v1</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OfMatter.Keys.Select(m => $"hand-over-{Small(m)}.v1"), "receipt.v1"];

    /// <summary>Matters that have a schema of their own.</summary>
    public static IReadOnlyCollection<string> Matters => OfMatter.Keys;

    /// <summary>The <c>dataschema</c> of a matter's hand-over.</summary>
    public static string UrnOfHandOver(string matter) => $"urn:qishi:schema:hand-over-{Small(matter)}:v1";

    /// <summary>The schema of a name; null when there is none.</summary>
    public static JsonNode? Find(string name) =>
        name == "receipt.v1" ? Receipt() : OfMatter.Keys.FirstOrDefault(m => name == $"hand-over-{Small(m)}.v1") is { } matter ? HandOver(matter) : null;

    private static JsonObject HandOver(string matter) => Event(
        UrnOfHandOver(matter), Wire.HandOverType, "qishi 推送 " + matter,
        new()
        {
            ["subject"] = Word(),
            ["uscc"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9A-Z]{18}$" },
            ["entityname"] = Word(),
            ["matter"] = new JsonObject { ["const"] = matter },
            ["dataversion"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            ["dueat"] = Moment(),
            ["payloaddigest"] = new JsonObject { ["type"] = "string", ["pattern"] = Digest },
            ["datasalt"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{32,128}$" },
            ["source"] = new JsonObject { ["const"] = Wire.Bureau },
        },
        Object(Common(OfMatter[matter]()), ["caseNo", "uscc", "name", "entityKind", "address", "establishedOn", "legalRep", "scopeText", "issuedAt"]));

    private static JsonObject Receipt() => Event(
        ReceiptUrn, Wire.ReceiptType, "qishi 部门回执",
        new() { ["subject"] = Word(), ["source"] = Word() },
        Object(
            new()
            {
                ["kind"] = new JsonObject { ["enum"] = new JsonArray("ACKED", "PROCESSING", "DONE", "REJECTED") },
                ["payloadDigest"] = new JsonObject { ["type"] = "string", ["pattern"] = Digest },
                ["businessCompletedAt"] = Moment(),
                ["result"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string", ["maxLength"] = 500 } },
                ["returnCode"] = Word(),
                ["applicantsData"] = new JsonObject { ["type"] = "boolean" },
                ["sentence"] = new JsonObject { ["type"] = "string", ["maxLength"] = 500 },
            },
            ["kind", "payloadDigest"]));

    private static JsonObject Event(string urn, string type, string title, JsonObject own, JsonObject data)
    {
        JsonObject properties = new()
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["id"] = Word(),
            ["type"] = new JsonObject { ["const"] = type },
            ["time"] = Moment(),
            ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
            ["dataschema"] = new JsonObject { ["const"] = urn },
            ["proof"] = new JsonObject { ["type"] = "string", ["pattern"] = "^1\\.[0-9a-f]{64}\\.\\d+\\.\\d+\\.\\d+\\.[0-9A-Za-z_-]*\\.[0-9A-Za-z_-]+$" },
        };
        foreach (var (name, schema) in own.ToList())
        {
            own.Remove(name);
            properties[name] = schema;
        }

        properties["data"] = data;
        var schemaOfEvent = Object(properties, [.. properties.Select(p => p.Key)]);
        schemaOfEvent.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schemaOfEvent.Insert(1, "$id", urn);
        schemaOfEvent.Insert(2, "title", title);
        return schemaOfEvent;
    }

    private static JsonObject Common(JsonObject own)
    {
        JsonObject all = new()
        {
            ["caseNo"] = Word(),
            ["uscc"] = Word(),
            ["name"] = Word(),
            ["entityKind"] = Word(),
            ["address"] = Word(),
            ["divisionCode"] = OrNull("string"),
            ["establishedOn"] = Day(),
            ["registeredCapitalFen"] = OrNull("integer"),
            ["legalRep"] = Person(),
            ["liaison"] = Person(),
            ["scopeText"] = Word(),
            ["industryClass"] = OrNull("string"),
            ["licenceDigest"] = OrNull("string"),
            ["issuedAt"] = Moment(),
        };
        foreach (var (name, schema) in own.ToList())
        {
            own.Remove(name);
            all[name] = schema;
        }

        return all;
    }

    private static JsonObject Object(JsonObject properties, string[] required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Person() => Object(new() { ["name"] = Word(), ["idType"] = Word(), ["idNo"] = Word(), ["mobile"] = Word() }, ["name", "idType", "idNo", "mobile"]);

    private static JsonObject Word() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Whole() => new() { ["type"] = "integer" };

    private static JsonObject Moment() => new() { ["type"] = "string", ["pattern"] = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?Z$" };

    private static JsonObject Day() => new() { ["type"] = "string", ["pattern"] = "^\\d{4}-\\d\\d-\\d\\d$" };

    private static JsonObject Month() => new() { ["type"] = new JsonArray("string", "null"), ["pattern"] = "^\\d{4}-\\d\\d$" };

    private static JsonObject OrNull(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static string Small(string? matter) => matter?.ToLowerInvariant() ?? "";
}
