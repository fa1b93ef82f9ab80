using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Model;

namespace Qishi.Modules.Inspections.Plans;

/// <summary>So many objects of the library that are alike in all a plan asks about.</summary>
internal sealed record ObjectCell(ObjectKind Kind, string? Station, string MainClass, string Tags, CreditClass Credit, int Count);

/// <summary>A line of the year with its department and its items.</summary>
internal sealed record YearLine(PlanLine Line, string Department, IReadOnlyList<CheckItem> Items)
{
    public bool Key => Items.Any(i => i.Type == ItemType.Key);
}

/// <param name="Objects">Objects in scope.</param>
/// <param name="Expected">How many of them the line draws.</param>
internal sealed record LineFigures(int Objects, int Expected);

/// <summary>Objects that would be checked more often than once or twice a year, on average.</summary>
internal sealed record CapBreach(CreditClass Credit, int Objects, double Expected, int Cap, IReadOnlyList<PlanLine> Lines)
{
    /// <summary>For people: whom it concerns, how often, by which lines.</summary>
    public string Sentence =>
        $"{(Credit == CreditClass.None ? "没有信用类别" : $"信用{Credit}类")}的{Objects}户按全年计划平均要检查{Expected:0.0}次，超过一户一年{Cap}次的上限：{string.Join('、', Lines.Take(4).Select(l => $"“{l.Name}”"))}{(Lines.Count > 4 ? $"等{Lines.Count}行" : "")}。请合并成联合检查，或者降低比例";
}

/// <param name="First">The line of the department that comes first.</param>
/// <param name="Second">The other.</param>
/// <param name="Shared">Objects in both scopes.</param>
internal sealed record MergeProposal(YearLine First, YearLine Second, int Shared);

/// <summary>What a year's lines mean for the objects of the library; pure (rulebook B §1.3).</summary>
internal sealed class PlanFigures
{
    private static readonly CreditClass[] Classes = [CreditClass.A, CreditClass.B, CreditClass.C, CreditClass.D];
    private readonly IReadOnlyList<ObjectCell> cells;
    private readonly IReadOnlyList<YearLine> lines;
    private readonly bool[][] covered;
    private readonly double[][] shares;
    private readonly RuleBook rules;
    private readonly DateOnly on;

    public PlanFigures(IReadOnlyList<ObjectCell> cells, IReadOnlyList<YearLine> lines, RuleBook rules, DateOnly on)
    {
        (this.cells, this.lines, this.rules, this.on) = (cells, lines, rules, on);
        covered = [.. lines.Select(l => cells.Select(c => Covers(l, c)).ToArray())];
        shares = new double[lines.Count][];
        Figures = new Dictionary<Guid, LineFigures>(lines.Count);
        for (var n = 0; n < lines.Count; n++)
            shares[n] = Reckon(n);
    }

    public Dictionary<Guid, LineFigures> Figures { get; }

    internal static bool Covers(YearLine line, ObjectCell cell)
    {
        bool Tagged(string tag) => cell.Tags.Contains($"|{tag}|", StringComparison.Ordinal);
        if (line.Items.Any(i => i.Tag is { } tag && !Tagged(tag)))
            return false;
        var scope = line.Line.Scope;
        return scope.Kind == DrawKind.Undirected
            || ((scope.ObjectKind is not { } kind || cell.Kind == kind) && (scope.Station is not { } station || cell.Station == station)
                && (scope.Tag is not { } tag || Tagged(tag)) && (scope.Industry is not { } industry || cell.MainClass.StartsWith(industry, StringComparison.Ordinal)));
    }

    /// <summary>General items: expected visits of an object through all lines of the year against the cap of its class (国办发〔2024〕54号); a joint line is one visit.</summary>
    public IReadOnlyList<CapBreach> OverCap()
    {
        var caps = rules.Ints("rnd.annualFreqCap", on);
        var found = new Dictionary<string, CapBreach>(StringComparer.Ordinal);
        for (var c = 0; c < cells.Count; c++)
        {
            var cap = cells[c].Credit == CreditClass.A ? caps[0] : caps[^1];
            var own = Enumerable.Range(0, lines.Count).Where(n => covered[n][c] && !lines[n].Key).ToList();
            var expected = own.Sum(n => shares[n][Place(cells[c].Credit)]);
            if (expected <= cap + 1e-9)
                continue;
            var key = $"{cells[c].Credit}:{string.Join(',', own)}";
            found[key] = found.TryGetValue(key, out var before)
                ? before with { Objects = before.Objects + cells[c].Count }
                : new(cells[c].Credit, cells[c].Count, expected, cap, [.. own.Select(n => lines[n].Line)]);
        }

        return [.. found.Values.OrderByDescending(b => b.Expected - b.Cap).ThenByDescending(b => b.Objects).ThenBy(b => b.Credit)];
    }

    /// <summary>Lines of different departments that check much the same objects in the same or neighbouring months, all of whose items may be checked together.</summary>
    public IReadOnlyList<MergeProposal> Proposals()
    {
        var (months, percent) = (rules.Int("rnd.mergeMonths", on), rules.Int("rnd.mergeOverlapPct", on));
        var found = new List<MergeProposal>();
        for (var a = 0; a < lines.Count; a++)
            for (var b = a + 1; b < lines.Count; b++)
            {
                if (lines[a].Department == lines[b].Department || !Near(lines[a].Line, lines[b].Line, months) || !lines[a].Items.Concat(lines[b].Items).All(i => i.Jointable))
                    continue;
                var shared = 0;
                for (var c = 0; c < cells.Count; c++)
                    if (covered[a][c] && covered[b][c])
                        shared += cells[c].Count;
                var smaller = Math.Min(Figures[lines[a].Line.Id].Objects, Figures[lines[b].Line.Id].Objects);
                if (shared > 0 && (long)shared * 100 >= (long)smaller * percent)
                    found.Add(new(lines[a], lines[b], shared));
            }

        return found;
    }

    internal static bool Near(PlanLine a, PlanLine b, int months) => a.StartMonth <= b.EndMonth + months && b.StartMonth <= a.EndMonth + months;

    private static int Place(CreditClass credit) => credit == CreditClass.None ? (int)CreditClass.B : (int)credit;

    /// <summary>The share of each class a line draws, with the quotas of the draw itself.</summary>
    private double[] Reckon(int n)
    {
        var (line, sizes) = (lines[n], new int[Classes.Length]);
        for (var c = 0; c < cells.Count; c++)
            if (covered[n][c])
                sizes[Place(cells[c].Credit)] += cells[c].Count;
        var scope = line.Line.Scope;
        var total = sizes.Sum();
        int[] quotas;
        if (scope.Mode == RatioMode.FixedRatio)
        {
            Figures[line.Line.Id] = new(total, Quotas.ByShare([total], scope.ShareBp ?? 0)[0]);
            return [.. Classes.Select(_ => (scope.ShareBp ?? 0) / 10_000.0)];
        }

        var held = Classes.Where(c => sizes[(int)c] > 0).ToList();
        var own = held.ConvertAll(c => sizes[(int)c]);
        quotas = [.. scope.Mode == RatioMode.FixedCount
            ? Quotas.ByWeight(own, [.. held.Select(c => rules.Ints("rnd.weights", on)[(int)c])], Math.Min(scope.Count ?? 0, total))
            : Quotas.ByShares(own, [.. held.Select(c => PoolReader.ShareOf(c, scope, line.Key, on, rules))])];
        Figures[line.Line.Id] = new(total, quotas.Sum());
        return [.. Classes.Select(c => held.IndexOf(c) is >= 0 and var h ? (double)quotas[h] / own[h] : 0)];
    }
}
