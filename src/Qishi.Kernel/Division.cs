namespace Qishi.Kernel;

/// <summary>One division with its days of validity .</summary>
/// <param name="Code">Six digits, GB/T 2260.</param>
/// <param name="Name">Chinese name, e.g. 横州市.</param>
/// <param name="ParentCode">Code of the division above; null at the top.</param>
/// <param name="From">First valid day; null: always before.</param>
/// <param name="To">Last valid day, inclusive; null: still valid.</param>
public sealed record Division(string Code, string Name, string? ParentCode, DateOnly? From, DateOnly? To)
{
    /// <summary>True when the division exists on <paramref name="day"/>.</summary>
    public bool IsValidOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}
