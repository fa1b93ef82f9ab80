using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Changes;

/// <summary>
/// The votes behind a company's resolution (公司法 art. 65, 66, 116; ). A limited company counts all votes, by contribution unless its articles say otherwise; a joint-stock company those
/// present. Articles and capital need two thirds, all else more than half. A transfer between shareholders alone needs no resolution (art. 87), and one shareholder alone decides (art. 60).
/// </summary>
internal static class Votes
{
    private const string Agreed = "Votes.Agreed", For = "Votes.For", All = "Votes.All";

    public static IEnumerable<ActField> Fields(EntityDraft now, IReadOnlyList<string> items)
    {
        if (!Asked(now, items))
            yield break;
        var stock = KindBook.Of(now.Kind).IsJointStock;
        if (!stock)
            yield return new(Agreed, "同意的股东", FieldShape.Many, "按认缴出资计算表决权", [.. now.Shareholders.Select((s, i) => new Option($"{i}", HolderFields.NameOf(now, s), ChangeFields.Wan(s.AmountFen) + "万元"))], Optional: true, Head: "表决情况");
        yield return new(For, "同意的表决权", FieldShape.Line, stock ? "同意的股份数" : "章程另有规定的才填，填了按这里计算", Optional: !stock, Head: stock ? "表决情况" : null);
        yield return new(All, stock ? "出席会议的股东所持表决权" : "全部表决权", FieldShape.Line, null, Optional: !stock);
    }

    /// <summary>Null when no vote is asked for or it carries; otherwise the problem at its field.</summary>
    public static Problem? Check(EntityDraft before, EntityDraft after, IReadOnlyList<string> items, bool charter, Answers answers, Ground ground)
    {
        if (!Asked(before, items) || (items.All(i => i == "shares") && before.CapitalFen == after.CapitalFen))
            return null;
        var stock = KindBook.Of(before.Kind).IsJointStock;
        var special = charter || before.CapitalFen != after.CapitalFen;
        decimal yes, all;
        if (answers.Has(For) || answers.Has(All) || stock)
        {
            if (!Number(answers[For], out yes) || !Number(answers[All], out all) || all <= 0 || yes > all)
                return new("votes-number", stock ? "请填写同意的和出席会议的股东所持的表决权，都是数字，同意的不能多于全部" : "请填写同意的和全部的表决权，都是数字，同意的不能多于全部", For, "R-1.21");
        }
        else
        {
            var chosen = answers.Many(Agreed).Select(n => int.TryParse(n, out var i) && i < before.Shareholders.Count ? i : -1).Where(i => i >= 0).Distinct().ToList();
            if (chosen.Count == 0)
                return new("votes-required", "请按股东会决议选择同意的股东", Agreed, "R-1.21");
            (yes, all) = (chosen.Sum(i => (decimal)before.Shareholders[i].AmountFen), before.Shareholders.Sum(s => (decimal)s.AmountFen));
        }

        var (part, whole) = Fraction(ground.Rules.Text(special ? "vote.special" : "vote.ordinary", ground.On));
        var carried = special ? yes * whole >= all * part : yes * whole > all * part;
        var percent = decimal.Round(yes * 100 / all, 2);
        return carried ? null : new("votes-few", special
            ? $"修改章程、增加或者减少注册资本、合并、分立、解散，须经代表三分之二以上表决权的股东通过，现在同意的占{percent:0.##}%。请核对决议"
            : $"须经代表过半数表决权的股东通过，现在同意的占{percent:0.##}%。请核对决议", answers.Has(For) || stock ? For : Agreed, "R-1.21");
    }

    private static bool Asked(EntityDraft now, IReadOnlyList<string> items) =>
        KindBook.Of(now.Kind).Family == KindFamily.Company && now.Shareholders.Count > 1 && items.Any(i => i is "name" or "premises" or "scope" or "shares" or "term" or "charter");

    private static bool Number(string typed, out decimal number) =>
        decimal.TryParse(NormalisedText.Codes(typed), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out number);

    private static (int Part, int Whole) Fraction(string text) => text.Split('/') is [var part, var whole]
        ? (int.Parse(part, System.Globalization.CultureInfo.InvariantCulture), int.Parse(whole, System.Globalization.CultureInfo.InvariantCulture)) : throw new FormatException($"“{text}” is no fraction.");
}
