using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;

namespace Qishi.Modules.Registration.ImportScope;

/// <summary>What a row of the file would do.</summary>
internal enum RowEffect { Add, Change, Same, End, Bad }

/// <summary>A row of the file as read, and what it would do; <see cref="Note"/> says what changes, or what is wrong.</summary>
internal sealed record ScopeRow(
    int Line, string Code, string Name, ScopeKind Kind, string Class4, string? Permit, string? Department, string Synonyms, string? Remark, DateOnly? Until, RowEffect Effect, string Note);

/// <summary>Reads the rows of a catalogue file against the catalogue of the day. Pure: nothing is written.</summary>
internal static class ScopeRows
{
    public static readonly string[] Heads = ["代码", "名称", "类别", "行业小类", "许可事项", "主管部门", "通俗说法", "说明", "停用日期"];

    private static readonly Dictionary<string, ScopeKind> Kinds = new()
    {
        ["一般"] = ScopeKind.General,
        ["一般项目"] = ScopeKind.General,
        ["许可"] = ScopeKind.LicensedPost,
        ["后置许可"] = ScopeKind.LicensedPost,
        ["前置许可"] = ScopeKind.LicensedPrior,
        ["GENERAL"] = ScopeKind.General,
        ["LICENSED_POST"] = ScopeKind.LicensedPost,
        ["LICENSED_PRIOR"] = ScopeKind.LicensedPrior,
    };

    public static IReadOnlyList<ScopeRow> Read(IEnumerable<IReadOnlyDictionary<string, string>> file, Catalogue catalogue, DateOnly validFrom, bool whole)
    {
        var (rows, codes, names) = (new List<ScopeRow>(), new HashSet<string>(), new Dictionary<string, string>());
        foreach (var (record, index) in file.Select((r, i) => (r, i)))
            rows.Add(ReadOne(record, index + 2, catalogue, validFrom, codes, names));
        if (whole)
            rows.AddRange(catalogue.Items.Where(i => i.ValidOn(validFrom) && !codes.Contains(i.Code)).Select(i =>
                new ScopeRow(0, i.Code, i.Name, i.Kind, i.Class4, i.Permit, i.Department, i.Synonyms, i.Note, validFrom.AddDays(-1), RowEffect.End, "文件里没有，停止使用")));
        return rows;
    }

    private static ScopeRow ReadOne(IReadOnlyDictionary<string, string> record, int line, Catalogue catalogue, DateOnly validFrom, HashSet<string> codes, Dictionary<string, string> names)
    {
        string Cell(string head) => NormalisedText.Text(record.GetValueOrDefault(head));
        var (code, name, word) = (NormalisedText.Codes(Cell("代码")), Cell("名称"), Cell("类别"));
        var (permit, department) = (OrNull(Cell("许可事项")), OrNull(NormalisedText.Codes(Cell("主管部门"))));
        var until = Cell("停用日期");
        var industry = IndustryTable.Current.ClassOf(NormalisedText.Codes(Cell("行业小类")));
        var kind = Kinds.GetValueOrDefault(word, ScopeKind.General);
        string? fault = code.Length is < 2 or > 12 ? "代码应为2至12个字母和数字"
            : !codes.Add(code) ? $"代码{code}在文件里重复"
            : name.Length is < 2 or > 200 ? "名称应为2至200个字"
            : !names.TryAdd(name, code) ? $"名称与代码{names[name]}重复"
            : !Kinds.ContainsKey(word) ? $"类别应为一般、后置许可或前置许可，现在是“{word}”"
            : industry is null ? $"行业小类“{Cell("行业小类")}”不在GB/T 4754-2017里"
            : kind != ScopeKind.General && permit is null ? "许可项目要写许可事项"
            : kind != ScopeKind.General && department is null ? "许可项目要写主管部门代码"
            : department is not null && !DepartmentNames.Knows(department) ? $"没有主管部门代码“{department}”"
            : until.Length > 0 && !Platform.Web.TypedDate.TryParse(until, null, out _) ? $"停用日期“{until}”不是日期"
            : null;
        DateOnly? end = Platform.Web.TypedDate.TryParse(until, null, out var day) ? day : null;
        var row = new ScopeRow(line, code, name, kind, industry is null ? "" : industry.Section + industry.Code, permit, department,
            string.Join('|', Cell("通俗说法").Split(['|', '、', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), OrNull(Cell("说明")), end, RowEffect.Bad, fault ?? "");
        return fault is not null ? row : Judge(row, catalogue.Item(code));
    }

    private static ScopeRow Judge(ScopeRow row, ScopeItem? now)
    {
        if (now is null)
            return row with { Effect = RowEffect.Add, Note = "新增" };
        string?[] changes =
        [
            row.Name != now.Name ? $"名称由“{now.Name}”改" : null, row.Kind != now.Kind ? "类别改" : null, row.Class4 != now.Class4 ? $"行业由{now.Class4}改" : null,
            row.Permit != now.Permit ? "许可事项改" : null, row.Department != now.Department ? "主管部门改" : null, row.Synonyms.Length > 0 && row.Synonyms != now.Synonyms ? "通俗说法改" : null,
            row.Until != now.To ? row.Until is null ? "恢复使用" : $"停用日期{row.Until:yyyy-MM-dd}" : null,
        ];
        var note = string.Join('；', changes.OfType<string>());
        return note.Length == 0 ? row with { Effect = RowEffect.Same, Note = "没有变化" } : row with { Effect = row.Until is not null && now.To is null ? RowEffect.End : RowEffect.Change, Note = note };
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
