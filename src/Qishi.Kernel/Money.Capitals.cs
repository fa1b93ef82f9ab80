using System.Text;

namespace Qishi.Kernel;

public readonly partial record struct Money
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿"];

    /// <summary>Amount in capitals for legal papers (ux 4.3): 5558.00 → 伍仟伍佰伍拾捌元整; 1234.05 → 壹仟贰佰叁拾肆元零伍分.</summary>
    public string Capitals
    {
        get
        {
            var fen = Math.Abs(Fen);
            var (yuan, jiao, rest) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
            var text = new StringBuilder(Fen < 0 ? "负" : "");
            if (yuan > 0 || fen == 0) text.Append(Whole(yuan)).Append('元');
            if (jiao == 0 && rest == 0) return text.Append('整').ToString();
            if (jiao > 0) text.Append(Digits[jiao]).Append('角');
            else if (yuan > 0) text.Append('零');
            if (rest > 0) text.Append(Digits[rest]).Append('分');
            else text.Append('整');
            return text.ToString();
        }
    }

    private static string Whole(long yuan)
    {
        if (yuan == 0) return "零";
        var text = new StringBuilder();
        var zeroOwed = false;
        var digits = yuan.ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < digits.Length; i++)
        {
            var place = digits.Length - 1 - i;
            var digit = digits[i] - '0';
            if (digit == 0) zeroOwed = true;
            else
            {
                if (zeroOwed) text.Append('零');
                zeroOwed = false;
                text.Append(Digits[digit]).Append(Places[place % 4]);
            }
            // The group word follows only when one of its four digits was not zero.
            if (place % 4 == 0 && place > 0 && yuan / Power(place) % 10_000 > 0) text.Append(Groups[place / 4]);
        }
        return text.ToString().Replace("万亿", yuan / 100_000_000 % 10_000 > 0 ? "万" : "万亿", StringComparison.Ordinal);
    }

    private static long Power(int place)
    {
        var power = 1L;
        for (var i = 0; i < place; i++) power *= 10;
        return power;
    }
}
