using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Import;

/// <summary>The persons and contributions of a row: one a line, its parts divided by |.</summary>
internal sealed class OldPeople
{
    private const int Most = 500;
    private readonly RawRow row;
    private readonly Ground ground;
    private readonly List<Problem> problems, doubts;
    private readonly List<PersonDraft> people = [];
    private readonly List<OrganisationDraft> organisations = [];

    public OldPeople(RawRow row, KindSheet sheet, Ground ground, List<Problem> problems, List<Problem> doubts)
    {
        (this.row, this.ground, this.problems, this.doubts) = (row, ground, problems, doubts);
        foreach (var parts in Lines(ImportColumns.People))
            people.Add(Person(parts));
        if (people.Count == 0)
            problems.Add(new("import-bad", "没有填人员", ImportColumns.People));
        else if (!people.Any(p => p.Roles.HasFlag(sheet.Head)) && !(sheet.Family == KindFamily.Partnership && row[ImportColumns.Holders].Length > 0))
            problems.Add(new("import-bad", $"人员中没有{sheet.HeadTitle}。请在职务中写明", ImportColumns.People));
    }

    public IReadOnlyList<PersonDraft> People => people;

    public IReadOnlyList<OrganisationDraft> Organisations => organisations;

    public IReadOnlyList<ShareholderDraft> Holders(KindSheet sheet, DateOnly established)
    {
        var shares = new List<ShareholderDraft>();
        foreach (var parts in Lines(ImportColumns.Holders))
        {
            if (sheet.Holders is not { } holding)
            {
                doubts.Add(new("import-doubt", $"{sheet.Word}没有出资，没有采用", ImportColumns.Holders));
                break;
            }

            if (Share(parts, sheet, holding, established) is { } share)
                shares.Add(share);
        }

        return shares;
    }

    private PersonDraft Person(string[] parts)
    {
        var name = NormalisedText.Name(parts[0]);
        if (name.Length is 0 or > 50)
            problems.Add(new("import-bad", "有一行没有姓名，或者姓名超过50个字", ImportColumns.People));
        var roles = PersonRoles.None;
        foreach (var word in At(parts, 3).Split(['、', ',', '，', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (ImportWords.Role(word) is { } role)
                roles |= role;
            else
                doubts.Add(new("import-doubt", $"没有“{word}”这种职务，没有采用", ImportColumns.People));
        var kind = Enum.GetValues<IdKind>().FirstOrDefault(k => IdDocument.Word(k) == At(parts, 5));
        var id = NormalisedText.Codes(At(parts, 1));
        // 15-digit numbers of old archives are brought to 18.
        if (kind == IdKind.CitizenId && id.Length == 15 && CitizenId.UpgradeLegacy(id, ground.On) is { Ok: true } upgraded)
            id = upgraded.Value.Value;
        if (id.Length == 0)
            doubts.Add(new("import-doubt", "有人员没有证件号码", ImportColumns.People));
        else if (IdDocument.Parse(kind, id, ground.On) is { Ok: false } refused)
            doubts.Add(new("import-doubt", $"有人员的证件号码不对：{refused.Problems[0].Sentence}", ImportColumns.People));
        if (id.Length > 40)
            problems.Add(new("import-bad", "有人员的证件号码超过40个字", ImportColumns.People));
        return new(name, id, At(parts, 2), roles, At(parts, 4) is { Length: > 0 } home ? home : null, false, kind);
    }

    private ShareholderDraft? Share(string[] parts, KindSheet sheet, Holding holding, DateOnly established)
    {
        var name = NormalisedText.Text(parts[0]);
        var person = people.FindIndex(p => p.Name == name && p.Roles.HasFlag(holding.Role));
        if (person < 0 && people.FindIndex(p => p.Name == name) is >= 0 and var other)
        {
            person = other;
            people[other] = people[other] with { Roles = people[other].Roles | holding.Role };
        }

        int? organisation = null;
        if (person < 0)
        {
            if (At(parts, 6).Length == 0 && At(parts, 7).Length == 0 && name.Length <= 4)
            {
                problems.Add(new("import-bad", $"出资人“{name}”不在人员中。请补上，或者填写单位代码", ImportColumns.Holders));
                return null;
            }

            organisation = organisations.Count;
            organisations.Add(new(name, NormalisedText.Codes(At(parts, 6)), ImportWords.Organisation(At(parts, 7)) ?? OrganisationKind.Company));
        }

        var form = ImportWords.Form(At(parts, 3));
        if (form is null)
            doubts.Add(new("import-doubt", $"没有“{At(parts, 3)}”这种出资方式，按货币保存", ImportColumns.Holders));
        var due = OldDay.Parse(At(parts, 4));
        if (due is null && sheet.Has(KindItem.Contributions))
            doubts.Add(new("import-doubt", "有出资没有日期，按成立日期保存", ImportColumns.Holders));
        var liability = ImportWords.Liability(At(parts, 5)) ?? (sheet.Family == KindFamily.Partnership ? PartnerLiability.Unlimited : null);
        return new(person, Fen(At(parts, 1)), form ?? ContributionForm.Money, due ?? established, organisation, Fen(At(parts, 2)), liability);
    }

    private long Fen(string wan)
    {
        if (wan.Length == 0)
            return 0;
        if (decimal.TryParse(wan, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= 100_000_000)
            return (long)decimal.Round(amount * 1_000_000m);
        problems.Add(new("import-bad", $"“{wan}”不是出资额。请填写以万元为单位的数字", ImportColumns.Holders));
        return 0;
    }

    private IEnumerable<string[]> Lines(string column)
    {
        var lines = row[column].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > Most)
            problems.Add(new("import-bad", $"超过{Most}行", column));
        return lines.Take(Most).Select(l => l.Replace('｜', '|').Split('|', StringSplitOptions.TrimEntries));
    }

    private static string At(string[] parts, int i) => i < parts.Length ? parts[i] : "";
}
