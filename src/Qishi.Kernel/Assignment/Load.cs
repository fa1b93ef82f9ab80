namespace Qishi.Kernel.Assignment;

/// <summary>A load in relation to its capacity, compared exactly.</summary>
/// <param name="HalfPoints">Half points.</param>
/// <param name="Capacity">Capacity in points, at least 1.</param>
public readonly record struct Load(int HalfPoints, int Capacity) : IComparable<Load>
{
    /// <summary>Points through capacity.</summary>
    public double Value => HalfPoints / (2.0 * Capacity);

    /// <inheritdoc/>
    public int CompareTo(Load other) => ((long)HalfPoints * other.Capacity).CompareTo((long)other.HalfPoints * Capacity);

    /// <summary>Smaller.</summary>
    public static bool operator <(Load left, Load right) => left.CompareTo(right) < 0;

    /// <summary>Larger.</summary>
    public static bool operator >(Load left, Load right) => left.CompareTo(right) > 0;

    /// <summary>Not larger.</summary>
    public static bool operator <=(Load left, Load right) => left.CompareTo(right) <= 0;

    /// <summary>Not smaller.</summary>
    public static bool operator >=(Load left, Load right) => left.CompareTo(right) >= 0;
}
