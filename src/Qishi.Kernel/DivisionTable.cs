namespace Qishi.Kernel;

/// <summary>The divisions known here, each with its days of validity. Unknown or out-of-date codes are warnings, never errors (rulings, Registration).</summary>
/// <param name="divisions">All versions of all divisions; the same code may occur with different days.</param>
public sealed class DivisionTable(IEnumerable<Division> divisions)
{
    private readonly ILookup<string, Division> byCode = divisions.ToLookup(d => d.Code);

    /// <summary>Every version of every division.</summary>
    public IEnumerable<Division> All => byCode.SelectMany(g => g);

    /// <summary>The division that carries <paramref name="code"/> on a day; null when there is none.</summary>
    public Division? Find(string code, DateOnly on) => byCode[code].FirstOrDefault(d => d.IsValidOn(on));

    /// <summary>Chinese sentences about a code that is unknown, or was not valid on the day; empty when all is well.</summary>
    public IReadOnlyList<string> WarningsFor(string code, DateOnly on)
    {
        if (Find(code, on) is not null) return [];
        var known = byCode[code].ToList();
        if (known.Count == 0) return [$"行政区划代码{code}不在区划表中，请人工核对"];
        var later = known.Where(d => d.From > on).MinBy(d => d.From);
        if (later is not null) return [$"行政区划代码{code}（{later.Name}）{ChinaTime.FullDay(later.From!.Value)}起才启用{Before(later, on)}，请人工核对"];
        var gone = known.MaxBy(d => d.To)!;
        return [$"行政区划代码{code}（{gone.Name}）{ChinaTime.FullDay(gone.To!.Value)}后已停用，请人工核对"];
    }

    // The predecessor is the only sibling of that day that ended when this one began (old and new may both be valid for the year of the change);
    // with two candidates we say nothing rather than guess.
    private string Before(Division later, DateOnly on)
    {
        var (from, until) = (later.From!.Value.AddDays(-1), later.From.Value.AddYears(1));
        var ended = byCode.SelectMany(g => g)
            .Where(d => d.ParentCode == later.ParentCode && d.Code != later.Code && from <= d.To && d.To < until && d.IsValidOn(on)).Take(2).ToList();
        return ended is [var only] ? $"，之前是{only.Code}（{only.Name}）" : "";
    }
}
