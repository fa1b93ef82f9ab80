using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.KeepInspectors;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.LibraryImports;

/// <summary>Inspectors from a list, by staff number, judged by the same rules as the page.</summary>
internal sealed class InspectorLines(AppDb db, KeepInspectorHandler keeping, TimeProvider clock)
{
    public static readonly string[] Heads = ["工号", "执法证号", "发证机关", "有效期从", "有效期至", "身份", "可以带队", "专业", "满负荷"], Example = ["1041", "桂O10410", "望海市司法局", "2024-01-01", "2028-12-31", "执法人员", "是", "食品、药品", "120"];

    public async Task<IReadOnlyList<ImportLine>> ReadAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, CancellationToken ct)
    {
        var (staff, known) = (await keeping.StaffAsync(ct), await db.Set<InspectorRecord>().AsNoTracking().ToDictionaryAsync(i => i.StaffNo, StringComparer.Ordinal, ct));
        var (lines, seen) = (new List<ImportLine>(), new HashSet<string>(StringComparer.Ordinal));
        for (var n = 0; n < rows.Count; n++)
            lines.Add(ReadOne(rows[n], n + 2, staff, known, seen, clock.Today()));
        return lines;
    }

    public async Task<int> ApplyAsync(IReadOnlyList<ImportLine> lines, CancellationToken ct)
    {
        var (staff, known) = (await keeping.StaffAsync(ct), await db.Set<InspectorRecord>().ToDictionaryAsync(i => i.StaffNo, StringComparer.Ordinal, ct));
        var changed = 0;
        foreach (var line in lines.Where(l => l.Effect is LineEffect.Add or LineEffect.Change))
        {
            if (!staff.TryGetValue(line.Key, out var card) || InspectorValues.Read(FormOf(line.Values), clock.Today()) is not { Ok: true } read)
                continue;
            if (known.TryGetValue(line.Key, out var old))
                read.Value.Put(old);
            else
                db.Add(await keeping.NewAsync(card, read.Value, ct));
            changed++;
        }

        return changed;
    }

    internal static ImportLine ReadOne(IReadOnlyDictionary<string, string> row, int no, IReadOnlyDictionary<string, StaffCard> staff, IReadOnlyDictionary<string, InspectorRecord> known, HashSet<string> seen, DateOnly today)
    {
        var key = NormalisedText.Codes(row.GetValueOrDefault(Heads[0]) ?? "");
        string[] values = [.. Heads.Skip(1).Select(h => NormalisedText.Text(row.GetValueOrDefault(h)))];
        ImportLine Line(LineEffect effect, string note) => new(no, key, staff.GetValueOrDefault(key)?.Name ?? "", effect, note, values);
        if (!staff.ContainsKey(key))
            return Line(LineEffect.Bad, "没有这个工号的在岗人员，或者是联席办人员（不检查，不入库）");
        if (!seen.Add(key))
            return Line(LineEffect.Bad, "这个工号在文件里重复");
        if (values[4] is not ("执法人员" or "辅助专家"))
            return Line(LineEffect.Bad, $"身份应为执法人员或者辅助专家，现在是“{values[4]}”");
        if (values[5] is not ("是" or "否" or ""))
            return Line(LineEffect.Bad, "可以带队应为是或者否");
        var read = InspectorValues.Read(FormOf(values), today);
        if (!read.Ok)
            return Line(LineEffect.Bad, string.Join('；', read.Problems.Select(p => p.Sentence)));
        if (!known.TryGetValue(key, out var old))
            return Line(LineEffect.Add, "加入名录库");
        // A suspended or withdrawn certificate is a decision; a list of valid ones does not lift it.
        if (old.Cert is CertificateState.Suspended or CertificateState.Revoked)
            return Line(LineEffect.Bad, "执法证已暂扣或者收回，请在人员页面修改");
        return InspectorValues.Of(old) == read.Value ? Line(LineEffect.Same, "没有变化") : Line(LineEffect.Change, Differences(InspectorValues.Of(old), read.Value));
    }

    private static string Differences(InspectorValues old, InspectorValues now) => string.Join('；', new[]
    {
        old.CertNo != now.CertNo ? "执法证号" : null, old.CertIssuer != now.CertIssuer ? "发证机关" : null, old.CertFrom != now.CertFrom || old.CertTo != now.CertTo ? $"有效期至{now.CertTo:yyyy-MM-dd}" : null,
        old.Cert != now.Cert ? "执法证状态" : null, old.Duty != now.Duty ? "身份" : null, old.CanLead != now.CanLead ? "带队" : null, old.Specialities != now.Specialities ? "专业" : null, old.Capacity != now.Capacity ? $"满负荷{now.Capacity}分" : null,
    }.OfType<string>());

    private static InspectorForm FormOf(string[] v) => new()
    {
        CertNo = v[0],
        CertIssuer = v[1],
        CertFrom = v[2],
        CertTo = v[3],
        Cert = v[0].Length == 0 ? nameof(CertificateState.None) : nameof(CertificateState.Valid),
        Duty = v[4] == "辅助专家" ? nameof(InspectorDuty.AssistExpert) : nameof(InspectorDuty.Enforcer),
        CanLead = v[5] == "是" ? "true" : "false",
        Specialities = [.. v[6].Split(['、', ',', '，', '|', ' '], StringSplitOptions.RemoveEmptyEntries)],
        Capacity = v[7],
    };
}
