using System.Globalization;

namespace Qishi.Kernel;

/// <summary>An amount of renminbi in whole fen (分). Sums are checked: an overflow throws instead of wrapping round.</summary>
/// <param name="Fen">Hundredths of a yuan; may be negative for differences.</param>
public readonly partial record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>「10万元」 when it is at least one 万, else as <see cref="ToString"/>. Exact: 123.45万元, never rounded.</summary>
    public string Wan
    {
        get
        {
            var wan = Fen / 1_000_000m;
            return Math.Abs(wan) >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{wan:#,##0.######}万元") : ToString();
        }
    }

    /// <summary>Yuan, exact.</summary>
    public decimal Yuan => Fen / 100m;

    /// <summary>Whole yuan.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money FromYuan(long yuan) => new(checked(yuan * 100));

    /// <summary>Whole 万元, the unit of registered capital.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money FromWan(long wan) => new(checked(wan * 1_000_000));

    /// <summary>The sum of all.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money Sum(IEnumerable<Money> all) => all.Aggregate(Zero, (a, b) => a + b);

    /// <summary>Sum.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    /// <summary>Difference.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));

    /// <summary>So many times.</summary>
    /// <exception cref="OverflowException">Beyond the range of fen.</exception>
    public static Money operator *(Money a, long times) => new(checked(a.Fen * times));

    /// <summary>Less.</summary>
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    /// <summary>More.</summary>
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    /// <summary>Less or the same.</summary>
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    /// <summary>More or the same.</summary>
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    /// <summary>As <see cref="operator +(Money, Money)"/>.</summary>
    public Money Add(Money other) => this + other;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>「1,234.50元」 (ux 4.3).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Yuan:#,##0.00}元");
}
