using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Who holds an entity and what they bring in: numbers, forms, sums, days (公司法 art. 42, 47, 48, 92, 98; 合伙企业法 art. 14, 61; 条例 art. 13).</summary>
internal static class HolderRules
{
    public static IEnumerable<Problem> Check(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        if (sheet.Holders is not { } holding)
            return draft.Shareholders.Count + draft.Organisations.Count > 0 ? [new("shareholders-none", $"{sheet.Word}没有股东。请去掉股东和出资", "Shareholders", "R-1.1")] : [];
        return [.. Number(draft, sheet, holding, ground), .. draft.Shareholders.SelectMany((s, i) => Each(s, i, draft, sheet, holding, ground)), .. Unmatched(draft, holding), .. Sum(draft, holding, sheet)];
    }

    private static string Rule(KindSheet sheet) => sheet.Family switch
    {
        KindFamily.Partnership => "R-1.22",
        KindFamily.Coop => sheet.Kind == EntityKind.CoopUnion ? "R-1.26" : "R-1.25",
        _ => sheet.IsJointStock ? "R-1.13" : "R-1.10",
    };

    private static IEnumerable<Problem> Number(EntityDraft draft, KindSheet sheet, Holding holding, Ground ground)
    {
        var (count, least) = (draft.Shareholders.Count, ground.Rules.Int(holding.LeastKey, ground.On));
        if (count == 0)
            yield return new("shareholders-required", $"请填写{holding.Word}和出资", "Shareholders", Rule(sheet));
        else if (count < least)
            yield return new("shareholders-few", $"{sheet.Word}至少有{least}名{holding.Word}，现在是{count}名。请补充", "Shareholders", Rule(sheet));
        else if (holding.MostKey is { } key && ground.Rules.Int(key, ground.On) is var most && count > most)
            yield return new("shareholders-number", $"{sheet.Word}{holding.Word}最多{most}人，现在是{count}人。请修改", "Shareholders", Rule(sheet));
    }

    private static IEnumerable<Problem> Each(ShareholderDraft share, int i, EntityDraft draft, KindSheet sheet, Holding holding, Ground ground)
    {
        var at = $"Shareholders[{i}]";
        if (share.Organisation is { } o ? o < 0 || o >= draft.Organisations.Count : share.Person < 0 || share.Person >= draft.People.Count)
            yield return new("shareholder-person", $"这一笔出资还没选是哪位{holding.Word}的。请选择", at + ".Person", Rule(sheet));
        else if (share.Organisation is null && !draft.People[share.Person].Roles.HasFlag(holding.Role))
            yield return new("shareholder-role", $"“{draft.People[share.Person].Name}”填了出资，还没标为{holding.Word}。请修改", $"People[{share.Person}].Roles", Rule(sheet));
        if (draft.Shareholders.Take(i).Any(s => s.Organisation == share.Organisation && s.Person == share.Person))
            yield return new("shareholder-twice", $"同一位{holding.Word}填了两次。请合并为一笔", at + ".Person", Rule(sheet));
        if (share.AmountFen < 0 || (share.AmountFen == 0 && sheet.Family != KindFamily.Coop))
            yield return new("contribution-amount", "请填写出资额，应大于0元", at + ".AmountFen", "R-1.29");
        if (!Enum.IsDefined(share.Form) || (share.Form == ContributionForm.Labour && share.Liability != PartnerLiability.Unlimited))
            yield return new("contribution-form", "请选择出资方式。劳务、信用、自然人姓名、商誉、特许经营权不能作为出资", at + ".Form", "R-1.19");
        if (share.PaidFen < 0 || share.PaidFen > share.AmountFen)
            yield return new("contribution-paid", "实缴出资额应在0元和认缴出资额之间。请修改", at + ".PaidFen", "R-1.29");
        foreach (var problem in Due(share, at, sheet, ground))
            yield return problem;
    }

    private static IEnumerable<Problem> Due(ShareholderDraft share, string at, KindSheet sheet, Ground ground)
    {
        if (!sheet.Has(KindItem.Contributions))
            yield break;
        if (share.DueOn == default)
            yield return new("contribution-date-required", "请填写出资日期", at + ".DueOn", "R-1.11");
        if (sheet.IsJointStock)
        {
            if (ground.Rules.Flag("company.promotersPayInFull", ground.On) && share.PaidFen < share.AmountFen)
                yield return new("contribution-not-paid", "发起人应当在公司成立前按照认购的股份全额缴纳股款。请填写实缴金额", at + ".PaidFen", "R-1.13");
            yield break;
        }

        var years = ground.Rules.Int("capital.maxYears", ground.On);
        if (sheet.Family == KindFamily.Company && years > 0 && share.DueOn > ground.On.AddYears(years))
            yield return new("contribution-date", $"出资日期{ChinaTime.FullDay(share.DueOn)}超过成立后{years}年。请改为{ChinaTime.FullDay(ground.On.AddYears(years))}或更早", at + ".DueOn", "R-1.11");
    }

    private static IEnumerable<Problem> Unmatched(EntityDraft draft, Holding holding) =>
    [
        .. draft.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(holding.Role) && !draft.Shareholders.Any(s => s.Organisation is null && s.Person == x.i))
            .Select(x => new Problem("shareholder-amount-missing", $"{holding.Word}“{x.p.Name}”还没填出资。请填写出资额和出资日期", $"People[{x.i}].Roles", "R-1.10")),
        .. draft.Organisations.Select((o, i) => (o, i)).Where(x => !draft.Shareholders.Any(s => s.Organisation == x.i))
            .Select(x => new Problem("shareholder-amount-missing", $"{holding.Word}“{x.o.Name}”还没填出资。请填写出资额和出资日期", $"Organisations[{x.i}].Name", "R-1.10")),
    ];

    private static IEnumerable<Problem> Sum(EntityDraft draft, Holding holding, KindSheet sheet)
    {
        if (draft.Shareholders.Count == 0 || draft.CapitalFen is not > 0 || draft.Shareholders.Any(s => s.AmountFen < 0 || (s.AmountFen == 0 && sheet.Family != KindFamily.Coop)))
            yield break;
        if (Money.Sum(draft.Shareholders.Select(s => new Money(s.AmountFen))) is var sum && sum.Fen != draft.CapitalFen)
            yield return new("capital-sum",
                $"各{holding.Word}出资合计{sum.Wan}，与{sheet.CapitalTitle}{new Money(draft.CapitalFen.Value).Wan}相差{new Money(Math.Abs(sum.Fen - draft.CapitalFen.Value)).Wan}。请修改出资额或{sheet.CapitalTitle}", "CapitalFen", "R-1.29");
    }
}
