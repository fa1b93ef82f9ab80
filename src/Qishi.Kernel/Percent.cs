using System.Globalization;
using System.Numerics;

namespace Qishi.Kernel;

/// <summary>
/// Percentages as reports print them (rulings, Figures; ux 4.3): ratios are rounded half up, completion rates truncated, whole ones print without decimals.
/// Exact arithmetic on whole numbers, so that 2.5 never becomes 2.4999.
/// </summary>
public static class Percent
{
    /// <summary>Share in whole per cent, rounded half up (away from zero when negative).</summary>
    /// <exception cref="DivideByZeroException">There is nothing to share: show 暂无数据 instead.</exception>
    public static int HalfUp(long part, long whole) => (int)Scaled(part, whole, 0, round: true);

    /// <summary>「98.4%」, rounded half up to one decimal; 「100%」 when whole; 「暂无数据」 when there is nothing to share.</summary>
    public static string Ratio(long part, long whole) => whole == 0 ? "暂无数据" : Print(Scaled(part, whole, 1, round: true));

    /// <summary>「98.6%」 for 73 of 74: truncated to one decimal, so that 100% means all; 「暂无数据」 when there is nothing to share.</summary>
    public static string Completion(long part, long whole) => whole == 0 ? "暂无数据" : Print(Scaled(part, whole, 1, round: false));

    private static long Scaled(long part, long whole, int decimals, bool round)
    {
        var (top, bottom) = ((BigInteger)part * (decimals == 0 ? 100 : 1000), (BigInteger)whole);
        if (bottom.IsZero) throw new DivideByZeroException("A share of nothing.");
        var negative = top.Sign * bottom.Sign < 0;
        (top, bottom) = (BigInteger.Abs(top), BigInteger.Abs(bottom));
        var result = round ? (2 * top + bottom) / (2 * bottom) : top / bottom;
        return (long)(negative ? -result : result);
    }

    private static string Print(long tenths) => string.Create(CultureInfo.InvariantCulture, $"{tenths / 10m:0.#}%");
}
