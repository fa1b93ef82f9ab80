using Qishi.Kernel.Draw;

namespace Qishi.Kernel.Assignment;

/// <summary>
/// Chance among the even assignments: many small exchanges, each drawn from the public seed and taken whenever it keeps every rule and no load leaves the band
/// that levelling reached. Each exchange is exactly as likely as the one that undoes it, so in the long run every assignment within the band that can be reached
/// is equally likely.
/// </summary>
internal static class Mixing
{
    /// <summary>Exchanges tried for each place.</summary>
    public const int TriesPerPlace = 40;

    /// <returns>Exchanges taken.</returns>
    public static int Run(AssignmentProblem problem, TeamBoard board, DrawGenerator chance, Load least, Load largest)
    {
        var places = Enumerable.Range(0, problem.Objects.Count).Where(o => board.Teams[o] is not null)
            .SelectMany(o => Enumerable.Range(0, problem.Objects[o].Places.Count).Select(p => (Object: o, Place: p))).ToArray();
        if (places.Length < 2 || problem.Inspectors.Count < 2) return 0;
        var taken = 0;
        for (var left = TriesPerPlace * places.Length; left > 0; left--)
        {
            var one = places[chance.Below(places.Length)];
            taken += chance.Below(2) == 0
                ? Replace(problem, board, one, chance.Below(problem.Inspectors.Count), least, largest)
                : Exchange(problem, board, one, places[chance.Below(places.Length)], least, largest);
        }

        return taken;
    }

    private static int Replace(AssignmentProblem problem, TeamBoard board, (int Object, int Place) at, int to, Load least, Load largest)
    {
        var (from, points) = (board.Teams[at.Object]![at.Place], problem.Objects[at.Object].HalfPoints);
        if (from == to || !board.HasRoom(to, points) || board.LoadOf(to, points) > largest || board.LoadOf(from, -points) < least) return 0;
        return board.Replace(at.Object, at.Place, to) ? 1 : 0;
    }

    private static int Exchange(AssignmentProblem problem, TeamBoard board, (int Object, int Place) one, (int Object, int Place) other, Load least, Load largest)
    {
        var (first, second) = (board.Teams[one.Object]![one.Place], board.Teams[other.Object]![other.Place]);
        var more = problem.Objects[other.Object].HalfPoints - problem.Objects[one.Object].HalfPoints;
        if (more != 0 && (!Stays(first, more) || !Stays(second, -more))) return 0;
        return board.Exchange(one, other) ? 1 : 0;

        bool Stays(int inspector, int change) =>
            (change < 0 || board.HasRoom(inspector, change)) && board.LoadOf(inspector, change) <= largest && board.LoadOf(inspector, change) >= least;
    }
}
