using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.IssueLicenceAndHandOver;

/// <summary>What the licence made known.</summary>
internal sealed record IssuedFacts(string Uscc, string Name, DateOnly EstablishedOn, string LicenceDigest);

/// <summary>
/// What each department is told: the common key fields and exactly those of its own matter (rulebook A §5.2), nothing more. ID numbers go only where the
/// receiving register is kept by person.
/// </summary>
internal sealed class HandOverPayloads(StartUpCase c, Answers a, FormContext x, IssuedFacts entity, string address, string scopeText)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Of(string matter)
    {
        var payload = Common();
        switch (matter)
        {
            case Matter.Seal:
                payload["seals"] = new JsonArray([.. Choices.Seals(a["SealSet"]).Select(s => (JsonNode)s)]);
                payload["quantity"] = 4;
                payload["collect"] = a["Collect"];
                payload["collector"] = Person(1);
                break;
            case Matter.Invoice:
                payload["taxpayerType"] = a["TaxpayerType"];
                payload["invoiceKinds"] = new JsonArray([.. a.Many("InvoiceKinds").Select(k => (JsonNode)k)]);
                payload["monthlyQuantity"] = Number("InvoiceQuantity");
                payload["maxAmountFen"] = long.Parse(a["InvoiceMax"], CultureInfo.InvariantCulture);
                payload["deviceMode"] = x.Rules.Text("tax.deviceMode", x.Today);
                payload["financeOfficer"] = Officer("FinanceOfficer");
                break;
            case Matter.Social or Matter.Medical:
                payload["headcount"] = Number("Employees");
                payload["insuredFrom"] = Month("InsuredFrom");
                payload["officer"] = Officer("InsuranceOfficer");
                break;
            case Matter.Fund:
                payload["ratio"] = TypedInput.Number(a["FundRatio"].TrimEnd('%'));
                payload["startMonth"] = Month("FundFrom");
                payload["payday"] = Number("FundPayday");
                payload["headcount"] = Number("Employees");
                payload["baseFen"] = Money.Parse(a["FundBase"]) is { Ok: true } m ? m.Value.Fen : 0;
                break;
            case Matter.Bank:
                payload["branch"] = a["BankBranch"];
                payload["accountType"] = "BASIC";
                payload["currency"] = "CNY";
                payload["appointment"] = TypedInput.Day(a["BankOn"], x.Today)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                payload["consent"] = a.Ticked("BankConsent");
                break;
            default:
                throw new ArgumentException($"There is no hand-over for '{matter}'.", nameof(matter));
        }

        return payload.ToJsonString(Json);
    }

    private JsonObject Common()
    {
        var capital = Money.Parse(a["Capital"], MoneyUnit.Wan);
        return new()
        {
            ["caseNo"] = c.CaseNo,
            ["uscc"] = entity.Uscc,
            ["name"] = entity.Name,
            ["entityKind"] = c.Kind.ToString(),
            ["address"] = address,
            ["divisionCode"] = a["Village"],
            ["establishedOn"] = entity.EstablishedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["registeredCapitalFen"] = capital.Ok ? capital.Value.Fen : null,
            ["legalRep"] = Person(HeadOf(a, x.Kind)),
            ["liaison"] = Officer("Liaison"),
            ["scopeText"] = scopeText,
            ["industryClass"] = x.Items.Count > 0 ? x.Items[0].Class4 : null,
            ["licenceDigest"] = entity.LicenceDigest,
            ["issuedAt"] = c.IssuedAt!.Value.ToString("O", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Operator, or the one legal representative.</summary>
    public static int HeadOf(Answers a, EntityKind kind) =>
        kind == EntityKind.Individual ? 1 : a.People.FirstOrDefault(p => a.HasRole(p, nameof(PersonRoles.LegalRepresentative)), 1);

    private JsonObject Person(int p) => new() { ["name"] = a.Of(p, "Name"), ["idType"] = "CN_ID", ["idNo"] = a.Of(p, "IdNumber"), ["mobile"] = a.Of(p, "Mobile") };

    private JsonObject Officer(string field) => TypedInput.Number(a[field]) is { } p && a.People.Contains(p) ? Person(p) : Person(1);

    private int? Number(string field) => TypedInput.Number(a[field]);

    private string? Month(string field) => TypedInput.Month(a[field], x.Today)?.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
