using System.Diagnostics;
using System.Security.Cryptography;
using Qishi.Kernel.Assignment;
using Qishi.Kernel.Draw;

namespace Qishi.Bench.Draw;

/// <summary>The Kernel's draw and assignment at size, without database or web: a province's pool, a county's year.</summary>
internal static class DrawMeasure
{
    private const int Pool = 10_000_000, Quota = 100_000, Objects = 2_000, Inspectors = 200, Stations = 8;

    public static void Run(Report report)
    {
        report.Title($"Draw of {Report.Number(Quota, 0)} from {Report.Number(Pool, 0)} objects; {Report.Number(Objects, 0)} objects for {Inspectors} inspectors");
        var entries = Entries();
        var copy = (PoolEntry[])entries.Clone();
        var sorting = Timed(() => Array.Sort(copy));
        copy = [];
        var terms = new DrawTerms("测量", ["本局", "监督机构"], "", [new DrawStratum("第一层", Pool / 2, Quota / 2), new DrawStratum("第二层", Pool - (Pool / 2), Quota - (Quota / 2))]);
        DrawPool? pool = null;
        int[] drawn = [];
        var freezing = Timed(() => pool = DrawPool.Freeze(terms, entries).Value);
        var seed = DrawSeed.Of(pool!.Digest.Span, "", ["a secret of the bureau", "a secret of the others"]);
        var drawing = Timed(() => drawn = Sampling.Draw(pool!, seed));
        if (drawn.Distinct().Count() != Quota)
            throw new InvalidOperationException("The draw is not what was asked for.");
        report.Table(
            ["step", "s", "of sorting the same digests"],
            ["sorting the digests alone", Report.Number(sorting, 2), Report.Percent(1)],
            ["freezing: sorting, checking, SM3 over all", Report.Number(freezing, 2), Report.Percent(freezing / sorting)],
            ["drawing", Report.Number(drawing, 2), Report.Percent(drawing / sorting)],
            ["together", Report.Number(freezing + drawing, 2), Report.Percent((freezing + drawing) / sorting)]);
        report.Line($"Peak memory of the process: {Report.Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 0)} MB. Aim: 3 times the sorting, 2 GB.");

        var problem = Problem();
        AssignmentResult? result = null;
        var assigning = Timed(() => result = Assigner.Assign(problem, seed));
        if (Assigner.Broken(problem, result!.Teams).Count > 0)
            throw new InvalidOperationException("A hard rule is broken.");
        double[] Share(IReadOnlyList<int> loads) => [.. loads.Select((l, i) => l / (double)problem.Inspectors[i].Capacity)];
        report.Table(
            ["assignment", ""],
            ["seconds (aim 5)", Report.Number(assigning, 2)],
            ["objects without a team", Report.Number(result!.Unassigned.Count, 0)],
            ["gap to the bound", Report.Percent(result.Gap)],
            ["exchanges by chance", Report.Number(result.Mixed, 0)],
            ["largest through smallest load, Gini before", Words(Fairness.Of(Share([.. problem.Inspectors.Select(i => i.Before)])))],
            ["the same afterwards", Words(Fairness.Of(Share(result.Loads)))]);
    }

    private static string Words(Fairness f) => $"{Report.Number(f.MaxMinRatio, 2)}, {Report.Number(f.Gini, 3)}";

    private static PoolEntry[] Entries()
    {
        var entries = new PoolEntry[Pool];
        var digest = new byte[32];
        for (var i = 0; i < Pool; i++)
        {
            RandomNumberGenerator.Fill(digest);
            entries[i] = new PoolEntry(digest, (byte)(i < Pool / 2 ? 0 : 1));
        }

        return entries;
    }

    /// <summary>Eight stations of unlike size; an object is for its station's inspectors or their neighbours', less those away or in conflict.</summary>
    private static AssignmentProblem Problem()
    {
        var random = new Random(20261129);
        var people = Enumerable.Range(0, Inspectors).Select(i => new Inspector($"I{i}", 4 + random.Next(30), random.Next(5) == 0 ? 10 : 20, 10_000, i % 2 == 0, 1UL << (i % 3))).ToList();
        var objects = Enumerable.Range(0, Objects).Select(o =>
        {
            var station = random.Next(Stations);
            var who = Enumerable.Range(0, Inspectors).Where(i => (i % Stations == station || i % Stations == (station + 1) % Stations) && random.Next(15) > 0).ToList();
            return new AssignmentObject($"O{o}", 2 + random.Next(4), [who, who], o % 5 == 0 ? 1UL << random.Next(3) : 0);
        }).ToList();
        return new(objects, people);
    }

    private static double Timed(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
