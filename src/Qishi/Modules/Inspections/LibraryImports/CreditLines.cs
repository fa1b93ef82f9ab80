using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.LibraryImports;

/// <summary>
/// Official credit classes from the province's list (企业信用风险分类; rulings, Risk classes): the only way a class gets into the library. An older day never replaces a newer one, so the same list twice changes nothing.
/// </summary>
internal sealed class CreditLines(AppDb db, TimeProvider clock)
{
    public static readonly string[] Heads = ["统一社会信用代码", "信用类别", "评定日期"], Example = ["91451521MA5KB00017", "A", "2026-10-31"];

    public async Task<IReadOnlyList<ImportLine>> ReadAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, CancellationToken ct)
    {
        var held = new Dictionary<string, (string Name, CreditClass Credit, DateOnly? On)>(StringComparer.Ordinal);
        foreach (var codes in rows.Select(r => NormalisedText.Codes(r.GetValueOrDefault(Heads[0]) ?? "")).Distinct().Chunk(500))
            foreach (var o in await db.Set<CheckObject>().AsNoTracking().Where(o => codes.Contains(o.Code)).Select(o => new { o.Code, o.Name, o.Credit, o.CreditOn }).ToListAsync(ct))
                held[o.Code] = (o.Name, o.Credit, o.CreditOn);
        var (lines, seen, today) = (new List<ImportLine>(), new HashSet<string>(StringComparer.Ordinal), clock.Today());
        for (var n = 0; n < rows.Count; n++)
            lines.Add(ReadOne(rows[n], n + 2, held, seen, today));
        return lines;
    }

    /// <summary>Puts the tried rows in; a class that became newer meanwhile stays.</summary>
    public async Task<int> ApplyAsync(IReadOnlyList<ImportLine> lines, CancellationToken ct)
    {
        var changed = 0;
        foreach (var part in lines.Where(l => l.Effect is LineEffect.Add or LineEffect.Change).Chunk(500))
        {
            var byCode = part.ToDictionary(l => l.Key, l => (Credit: Enum.Parse<CreditClass>(l.Values[0]), On: DateOnly.Parse(l.Values[1], System.Globalization.CultureInfo.InvariantCulture)), StringComparer.Ordinal);
            var codes = byCode.Keys.ToList();
            foreach (var o in await db.Set<CheckObject>().Where(o => codes.Contains(o.Code)).ToListAsync(ct))
                if (o.CreditOn is null || o.CreditOn < byCode[o.Code].On)
                {
                    (o.Credit, o.CreditOn) = byCode[o.Code];
                    changed++;
                }
        }

        return changed;
    }

    internal static ImportLine ReadOne(IReadOnlyDictionary<string, string> row, int no, IReadOnlyDictionary<string, (string Name, CreditClass Credit, DateOnly? On)> held, HashSet<string> seen, DateOnly today)
    {
        var code = NormalisedText.Codes(row.GetValueOrDefault(Heads[0]) ?? "");
        var word = NormalisedText.Codes(row.GetValueOrDefault(Heads[1]) ?? "").TrimEnd('类', '级');
        var name = held.GetValueOrDefault(code).Name ?? "";
        ImportLine Line(LineEffect effect, string note, params string[] values) => new(no, code, name, effect, note, values);
        if (code.Length == 0)
            return Line(LineEffect.Bad, "没有代码");
        if (!held.TryGetValue(code, out var now))
            return Line(LineEffect.Bad, "名录库里没有这个代码");
        if (!seen.Add(code))
            return Line(LineEffect.Bad, "这个代码在文件里重复");
        if (word is not ("A" or "B" or "C" or "D"))
            return Line(LineEffect.Bad, $"信用类别应为A、B、C、D，现在是“{word}”");
        if (!TypedDate.TryParse(row.GetValueOrDefault(Heads[2]), null, out var on) || on > today)
            return Line(LineEffect.Bad, "评定日期不是日期，或者在今天以后");
        var credit = Enum.Parse<CreditClass>(word);
        if (now.On is { } before && on < before)
            return Line(LineEffect.Same, $"已有{before:yyyy-MM-dd}评定的{Word(now.Credit)}，比这一行新");
        if (now.On == on)
            return now.Credit == credit ? Line(LineEffect.Same, "没有变化") : Line(LineEffect.Bad, $"同一天已经评定为{Word(now.Credit)}，和这一行不同。请向上级核对");
        return Line(now.On is null ? LineEffect.Add : LineEffect.Change, now.On is null ? Word(credit) : now.Credit == credit ? $"仍为{Word(credit)}，更新日期" : $"由{Word(now.Credit)}改为{Word(credit)}", word, $"{on:yyyy-MM-dd}");
    }

    public static string Word(CreditClass credit) => credit == CreditClass.None ? "没有类别" : credit + "类";
}
