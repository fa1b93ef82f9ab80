namespace Qishi.Kernel.Assignment;

/// <summary>
/// Who may inspect what (rulebook B §1.5). The caller has settled per place in a team who is admissible at all: certificate valid through the due date (H1),
/// no conflict of interest (H3), available (H4), posting on the day (H7). What depends on the whole team or on loads is settled here: H2, H5, H6, H8.
/// Points are counted in half points, so that all numbers are whole.
/// </summary>
/// <param name="Objects">Objects to inspect.</param>
/// <param name="Inspectors">Inspectors.</param>
public sealed record AssignmentProblem(IReadOnlyList<AssignmentObject> Objects, IReadOnlyList<Inspector> Inspectors);

/// <param name="Id">Neutral id.</param>
/// <param name="HalfPoints">Load for each member of its team, in half points, at least 1.</param>
/// <param name="Places">For each place in the team the admissible inspectors, by number.</param>
/// <param name="Specialities">Bits of the specialities needed; one member must have each (H2, rulings).</param>
/// <param name="NeedsLeader">At least one member must be able to lead (H8).</param>
/// <param name="BarredPairs">Pairs that inspected it before and must not again (H6).</param>
public sealed record AssignmentObject(
    string Id, int HalfPoints, IReadOnlyList<IReadOnlyList<int>> Places, ulong Specialities = 0, bool NeedsLeader = true, IReadOnlyList<(int First, int Second)>? BarredPairs = null);

/// <param name="Id">Neutral id.</param>
/// <param name="Before">Half points of the twelve months before.</param>
/// <param name="Capacity">What counts as a full load, in points; loads are compared in relation to it. At least 1.</param>
/// <param name="Room">Half points that may be added (H5).</param>
/// <param name="CanLead">May lead a team.</param>
/// <param name="Specialities">Bits of the specialities held.</param>
public sealed record Inspector(string Id, int Before, int Capacity, int Room, bool CanLead, ulong Specialities);

/// <summary>The teams found, with the certificate that they are even.</summary>
/// <param name="Teams">For each object the numbers of its inspectors, one a place; empty when no team could be formed.</param>
/// <param name="Loads">Half points of each inspector afterwards.</param>
/// <param name="Largest">Largest load in relation to capacity, over the inspectors who are admissible for anything.</param>
/// <param name="Bound">No assignment that keeps the rules can have a smaller largest load than this.</param>
/// <param name="Unassigned">Objects without a team, with the reason.</param>
/// <param name="Mixed">Exchanges made by chance after the loads were even.</param>
public sealed record AssignmentResult(
    IReadOnlyList<int[]> Teams, IReadOnlyList<int> Loads, Load Largest, Load Bound, IReadOnlyList<(int Object, string Why)> Unassigned, int Mixed)
{
    /// <summary>True when the largest load is proven to be the smallest possible.</summary>
    public bool IsOptimal => Unassigned.Count == 0 && Largest.CompareTo(Bound) == 0;

    /// <summary>How far the largest load is above the bound, 0 when it is proven smallest.</summary>
    public double Gap => Bound.Value == 0 ? 0 : (Largest.Value - Bound.Value) / Bound.Value;
}
