using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Import;

/// <summary>
/// Reads one row of an old register. What an entity cannot be without (code, kind, day, head) keeps the row out; what old registers often lack (phones, villages, standard items)
/// is a doubt that is shown and kept. Pure.
/// </summary>
internal sealed class RowReader(RawRow row, Ground ground)
{
    private readonly List<Problem> problems = [];
    private readonly List<Problem> doubts = [];

    public static ReadRow Read(RawRow row, Ground ground) => new RowReader(row, ground).Read();

    private ReadRow Read()
    {
        var kind = ImportWords.Kind(row[ImportColumns.Kind]);
        if (kind is null)
            Bad(ImportColumns.Kind, $"没有“{Short(row[ImportColumns.Kind])}”这种类型");
        var (uscc, legacy) = Codes();
        var established = Day(ImportColumns.EstablishedOn, required: true);
        if (established > ground.On)
            Bad(ImportColumns.EstablishedOn, "成立日期晚于今天");
        var status = ImportWords.Status(row[ImportColumns.Status]);
        if (status is null)
            Bad(ImportColumns.Status, $"没有“{Short(row[ImportColumns.Status])}”这种状态");
        var statusOn = Day(ImportColumns.StatusOn, required: status is not (null or EntityStatus.Registered));
        if (statusOn < established)
            Bad(ImportColumns.StatusOn, "状态日期早于成立日期");
        var variant = ImportWords.Variant(row[ImportColumns.Variant]);
        if (variant is null)
            Bad(ImportColumns.Variant, $"没有“{Short(row[ImportColumns.Variant])}”这种组成形式或所有制");
        var address = Text(ImportColumns.Address, 200, required: true);
        var scope = Text(ImportColumns.Scope, 20_000, required: true);
        if (kind is not { } k || established is not { } day || status is not { } state || variant is not { } form)
            return new(row, null, problems, doubts);

        var sheet = KindBook.Of(k);
        var people = new OldPeople(row, sheet, ground, problems, doubts);
        var holders = people.Holders(sheet, day);
        var draft = new EntityDraft
        {
            Kind = k,
            Composition = k == EntityKind.Individual ? form.Composition ?? CompositionForm.Personal : null,
            Ownership = sheet.Family == KindFamily.NonCompany ? form.Ownership ?? Ownership.Collective : null,
            Name = Name(k, sheet),
            Parent = Parent(sheet),
            People = people.People,
            Organisations = people.Organisations,
            Shareholders = holders,
            CapitalFen = Capital(),
            Currency = row[ImportColumns.Currency] is { Length: > 0 } currency ? currency.ToUpperInvariant() : "CNY",
            TermYears = Number(ImportColumns.Term, 1, 100),
            Employees = Number(ImportColumns.Employees, 0, 1_000_000),
            Premises = new(Area(), address, PremisesProof.Lease),
            ScopeItems = Items(),
        };
        if (draft.Shareholders.Count > 0 && draft.CapitalFen is { } fen && draft.Shareholders.Sum(s => (decimal)s.AmountFen) != fen)
            Doubt(ImportColumns.Holders, "各笔出资合计与注册资本不相等");
        if (LegacyCapital.MustAdjust(k, day, draft.Shareholders.Select(s => s.DueOn), ground))
            Doubt(ImportColumns.Holders, $"出资期限太长，应在{ChinaTime.FullDay(LegacyCapital.AdjustBy(ground))}前调整");
        var main = row[ImportColumns.Industry].ToUpperInvariant();
        if (draft.ScopeItems.Count == 0 && main.Length is not (4 or 5))
            Doubt(ImportColumns.Industry, "没有行业代码，主行业为空");
        var history = OldHistory.Read(row, day, ground.On, problems);
        var entity = new OldEntity(uscc, draft, new(legacy, scope, main), address, state, statusOn, day, history);
        return new(row, problems.Count == 0 ? entity : null, problems, doubts);
    }

    private (string? Uscc, string? Legacy) Codes()
    {
        var (code, old) = (NormalisedText.Codes(row[ImportColumns.Uscc]), NormalisedText.Codes(row[ImportColumns.LegacyNo]));
        if (code.Length == 0 && old.Length == 0)
            Bad(ImportColumns.Uscc, "统一社会信用代码和原注册号都没有填");
        if (old.Length > 0 && (old.Length is not (13 or 15) || !old.All(char.IsAsciiDigit)))
            Bad(ImportColumns.LegacyNo, "原注册号应为15位数字");
        if (code.Length == 0)
        {
            Doubt(ImportColumns.Uscc, "没有统一社会信用代码，导入时赋码");
            return (null, old.Length > 0 ? old : null);
        }

        var parsed = Uscc.Parse(code);
        if (!parsed.Ok)
            problems.AddRange(parsed.Problems.Select(p => p.At(ImportColumns.Uscc)));
        else
            doubts.AddRange(parsed.Value.Warnings.Select(w => new Problem("import-code", w, ImportColumns.Uscc)));
        return (code, old.Length > 0 ? old : null);
    }

    private NameParts? Name(EntityKind kind, KindSheet sheet)
    {
        var name = Text(ImportColumns.Name, 150, required: true);
        if (name == Entity.NoName && kind == EntityKind.Individual)
            return null;
        if (name.Length is > 0 and < 4 && kind != EntityKind.Individual)
            Bad(ImportColumns.Name, "企业名称太短，请核对");
        return sheet.IsBranch && row[ImportColumns.ParentName] is { Length: > 0 } parent && name.StartsWith(parent, StringComparison.Ordinal)
            ? new(parent, name[parent.Length..], "", "")
            : OldName.Split(name, NormalisedText.Text(row[ImportColumns.TradeName]), ground);
    }

    private ParentDraft? Parent(KindSheet sheet)
    {
        if (!sheet.IsBranch)
            return null;
        var (name, code) = (NormalisedText.Text(row[ImportColumns.ParentName]), NormalisedText.Codes(row[ImportColumns.ParentCode]));
        if (name.Length == 0)
            Doubt(ImportColumns.ParentName, "分支机构没有隶属企业名称");
        return new(name, code, sheet.Foreign ? null : ImportWords.Kind(row[ImportColumns.ParentKind]) ?? EntityKind.Llc);
    }

    private long? Capital()
    {
        var text = row[ImportColumns.Capital];
        if (text.Length == 0)
            return null;
        if (!decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var wan) || wan < 0 || wan > 100_000_000)
        {
            Bad(ImportColumns.Capital, $"“{Short(text)}”不是金额。请填写以万元为单位的数字");
            return null;
        }

        return wan == 0 ? null : (long)decimal.Round(wan * 1_000_000m);
    }

    private string Area()
    {
        var code = NormalisedText.Codes(row[ImportColumns.Area]);
        if (ground.Catalogue.Area(code) is { IsTown: false })
            return code;
        Doubt(ImportColumns.Area, code.Length == 0 ? "没有村（社区）代码，住所按文字保存" : $"没有代码为“{Short(code)}”的村（社区），住所按文字保存");
        return ground.Catalogue.Area(code.Length >= 9 ? code[..9] : code) is { IsTown: true } town ? town.Code + "000" : ground.County.Code.Value + "000000";
    }

    private List<string> Items()
    {
        var codes = row[ImportColumns.Items].Split([';', '；', ',', '，', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(NormalisedText.Codes).Distinct().ToList();
        foreach (var unknown in codes.Where(c => ground.Catalogue.Item(c) is null))
            Doubt(ImportColumns.Items, $"“{Short(unknown)}”不是规范项目代码，没有采用");
        return [.. codes.Where(c => ground.Catalogue.Item(c) is not null)];
    }

    private DateOnly? Day(string column, bool required)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            if (required)
                Bad(column, "没有填");
            return null;
        }

        if (OldDay.Parse(text) is { } day)
            return day;
        Bad(column, $"“{Short(text)}”不是日期。请写成2019-05-06");
        return null;
    }

    private string Text(string column, int longest, bool required)
    {
        var text = NormalisedText.Text(row[column]);
        if (text.Length == 0 && required)
            Bad(column, "没有填");
        else if (text.Length > longest)
            Bad(column, $"有{text.Length}个字，最多{longest}个字");
        return text;
    }

    private int? Number(string column, int least, int most)
    {
        var text = row[column];
        if (text.Length == 0 || text == "长期")
            return null;
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) && n == decimal.Truncate(n) && n >= least && n <= most)
            return (int)n;
        Doubt(column, $"“{Short(text)}”不是{least}至{most}的整数，没有采用");
        return null;
    }

    private void Bad(string column, string sentence) => problems.Add(new("import-bad", sentence, column));

    private void Doubt(string column, string sentence) => doubts.Add(new("import-doubt", sentence, column));

    private static string Short(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
