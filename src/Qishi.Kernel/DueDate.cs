namespace Qishi.Kernel;

/// <summary>The last day of a limit, with the count that led to it.</summary>
/// <param name="Date">The last day; the limit ends at its close .</param>
/// <param name="Provisional">暂定: the count touched a year whose calendar is not published; show it as such and compute again when the year is entered.</param>
/// <param name="Steps">Every day that was counted, skipped or rolled past, in order, each with a Chinese reason.</param>
public sealed record DueDate(DateOnly Date, bool Provisional, IReadOnlyList<CountStep> Steps)
{
    /// <summary>Same day, same certainty, same steps.</summary>
    public bool Equals(DueDate? other) => other is not null && Date == other.Date && Provisional == other.Provisional && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Date, Provisional);

    /// <summary>「2026年11月24日」 or 「2028年1月5日（暂定）」.</summary>
    public override string ToString() => ChinaTime.FullDay(Date) + (Provisional ? "（暂定）" : "");
}
