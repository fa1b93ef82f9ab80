using Qishi.Kernel.Assignment;

namespace Qishi.Tests.Kernel.Draw;

/// <summary>Random assignment problems and, for small ones, the exact optimum by trying everything.</summary>
internal static class Instances
{
    public static AssignmentProblem Small(int seed)
    {
        var random = new Random(seed);
        var inspectors = random.Next(3, 6);
        var people = Enumerable.Range(0, inspectors)
            .Select(i => new Inspector($"I{i}", random.Next(0, 5), random.Next(0, 3) == 0 ? 10 : 20, random.Next(4, 14), i == 0 || random.Next(3) > 0, i == 0 ? 3UL : (ulong)random.Next(4))).ToList();
        var objects = Enumerable.Range(0, random.Next(2, 6)).Select(o =>
        {
            var who = Enumerable.Range(0, inspectors).Where(_ => random.Next(5) > 0).ToList();
            return new AssignmentObject($"O{o}", random.Next(2, 5), [who, who], random.Next(4) == 0 ? 1UL << random.Next(2) : 0, random.Next(2) == 0, random.Next(4) == 0 ? [(0, 1)] : null);
        }).ToList();
        return new(objects, people);
    }

    public static AssignmentProblem Large(int seed)
    {
        var random = new Random(1000 + seed);
        const int Inspectors = 30;
        var people = Enumerable.Range(0, Inspectors).Select(i => new Inspector($"I{i}", random.Next(0, 6), 20, 10_000, i % 2 == 0, 1UL << (i % 3))).ToList();
        var objects = Enumerable.Range(0, 150).Select(o =>
        {
            var absent = random.Next(Inspectors);
            var who = Enumerable.Range(0, Inspectors).Where(i => i != absent && random.Next(12) > 0).ToList();
            return new AssignmentObject($"O{o}", 2 + random.Next(0, 3), [who, who], o % 5 == 0 ? 1UL << random.Next(3) : 0);
        }).ToList();
        return new(objects, people);
    }

    /// <summary>The smallest possible largest load when every object gets a team; null when that is impossible.</summary>
    public static Load? ExactLargest(AssignmentProblem problem)
    {
        var concerned = problem.Objects.SelectMany(o => o.Places.SelectMany(p => p)).Distinct().ToList();
        var added = new int[problem.Inspectors.Count];
        var board = new List<int[]>();
        Load? best = null;
        Try(0);
        return best;

        void Try(int obj)
        {
            if (obj == problem.Objects.Count)
            {
                if (Assigner.Broken(problem, board).Count > 0) return;
                var largest = concerned.Select(i => new Load(problem.Inspectors[i].Before + added[i], problem.Inspectors[i].Capacity)).Max();
                if (best is null || largest < best.Value) best = largest;
                return;
            }

            var rules = problem.Objects[obj];
            foreach (var a in rules.Places[0])
            {
                foreach (var b in rules.Places[1].Where(b => b > a))
                {
                    if (added[a] + rules.HalfPoints > problem.Inspectors[a].Room || added[b] + rules.HalfPoints > problem.Inspectors[b].Room) continue;
                    added[a] += rules.HalfPoints;
                    added[b] += rules.HalfPoints;
                    board.Add([a, b]);
                    Try(obj + 1);
                    board.RemoveAt(board.Count - 1);
                    added[a] -= rules.HalfPoints;
                    added[b] -= rules.HalfPoints;
                }
            }
        }
    }
}
