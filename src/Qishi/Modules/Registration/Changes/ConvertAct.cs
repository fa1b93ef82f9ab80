using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Changes;

/// <summary>How a sole trader becomes an enterprise: directly (code and date stay), or deregistration and establishment handled together (R-10.70, R-10.71).</summary>
internal enum ConvertWay { Direct, Indirect }

internal static class ConvertRules
{
    /// <summary>Ways open on a day: both from <c>conv.directChangeFrom</c>, before it the indirect one only.</summary>
    public static IReadOnlyList<ConvertWay> Ways(DateOnly on, Ground ground) => on >= ground.Rules.Day("conv.directChangeFrom", on) ? [ConvertWay.Direct, ConvertWay.Indirect] : [ConvertWay.Indirect];

    /// <summary>Name of the company: division, trade name and industry stay where they can (R-10.71).</summary>
    public static NameParts Name(NameParts? old, string division, string trade, string industry) =>
        new(old?.Division is { Length: > 0 } d ? d : division, trade.Length > 0 ? trade : old?.TradeName ?? "", industry.Length > 0 ? industry : old?.Industry ?? "", "有限公司");
}

/// <summary>个转企 (促进个体工商户发展条例 art. 13; 实施细则 art. 37): a sole trader becomes a limited company of natural persons.</summary>
internal sealed class ConvertAct(EntityReader reader, ChangeJudge judge, EntityRewriter rewriter, FactsOfExit facts, EstablishEntityHandler establish, EndOfEntity end, AppDb db) : IAct
{
    public ActInfo Info => new("convert", "个体工商户转企业", "转为有限公司。可以直接变更，成立日期和统一社会信用代码不变；也可以注销和设立一并办理。有专人全程指导。", "CONVERT", "准予个体工商户转型登记通知书",
        "促进个体工商户发展条例第十三条、市场主体登记管理条例实施细则第三十七条")
    { Order = 21 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { Kind: EntityKind.Individual })
            return [new("other-kind", "只适用于个体工商户")];
        return ChangeAct.Changeable(c);
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
    [
        new("Way", "转型方式", FieldShape.Choice, null, [.. ConvertRules.Ways(c.AppliedOn, c.Ground).Select(w => w == ConvertWay.Direct ? new Option("Direct", "直接变更", "成立日期、统一社会信用代码、档案和年度报告保留") : new Option("Indirect", "注销和设立一并办理", "新的统一社会信用代码，字号和行业保留"))]),
        new("Name.TradeName", "字号", FieldShape.Line, "一般保留原字号", Now: c.Entity?.TradeName), new("Name.Industry", "行业用语", FieldShape.Line, Now: c.Entity?.Industry),
        new("CapitalWan", "注册资本", FieldShape.Money), new("DueOn", "出资日期", FieldShape.Day, "自转型登记之日起5年内缴足"),
        new("OwnerWan", "经营者认缴", FieldShape.Money, "其余由下面的股东认缴；一人公司就是全部"), .. ChangeFields.Person("Other", "另一股东", "另一位股东（没有的不填）", optional: true),
        .. ChangeFields.Person("Officer", "监事", "监事（可以不设）", optional: true), new("Taxes", "税款已结清", FieldShape.Tick, Head: "确认"), new("Debts", "债权债务已处理", FieldShape.Tick),
    ]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct) => (await PlanAsync(c, ct)).Sheet;

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (before, after, sheet) = await PlanAsync(c, ct);
        var e = c.Entity!;
        if (c.Answers["Way"] == nameof(ConvertWay.Direct))
        {
            var changed = await rewriter.ApplyAsync(e, before, after, sheet.Lines, c.Application.Number, "个体工商户转型为企业", at, c.Ground, ct);
            c.Application.Title = e.Name;
            return new("已准予转型为有限公司，成立日期和统一社会信用代码不变，执照已换发", [changed], [$"成立日期{ChinaTime.FullDay(e.EstablishedOn)}、统一社会信用代码{e.Uscc}不变，档案和年度报告并入企业。", "请同时变更许可证、印章、税务和银行账户信息，本局派专人全程指导。"]);
        }

        // The old name must be free for the new company: the end comes first, in the same transaction.
        var ended = await end.DeregisterAsync(c, "转型为企业，注销个体工商户", at, ct);
        await db.SaveChangesAsync(ct);
        var made = await establish.HandleAsync(after, c.Application.Number, at, ct);
        db.AddRange(EntityChange.Of(e.Id, c.Application.Number, [new("转型", $"个体工商户{e.Uscc}", $"有限公司{made.Uscc}")], at));
        return new($"已准予注销个体工商户并设立{made.Name}，新代码{made.Uscc}", [.. ended.Events, made.Event], [.. ended.NoticeLines, $"新设企业：{made.Name}，统一社会信用代码{made.Uscc}。"]);
    }

    private async Task<(EntityDraft Before, EntityDraft After, ActSheet Sheet)> PlanAsync(ActCase c, CancellationToken ct)
    {
        var (before, a) = (await reader.ReadAsync(c.Entity!, ct), c.Answers);
        List<Problem> problems = [.. new[] { ("Taxes", "请确认税款已结清"), ("Debts", "请确认债权债务已处理") }.Where(x => !a.Ticked(x.Item1)).Select(x => new Problem("not-confirmed", x.Item2, x.Item1, "R-10.72"))];
        var ways = ConvertRules.Ways(c.AppliedOn, c.Ground);
        if (!Enum.TryParse<ConvertWay>(a["Way"], out var way) || !ways.Contains(way))
            problems.Add(new("way", ways.Count == 1 && way == ConvertWay.Direct && a.Has("Way") ? $"{ChinaTime.FullDay(c.Ground.Rules.Day("conv.directChangeFrom", c.AppliedOn))}起才能直接变更，现在请选择注销和设立一并办理" : "请选择转型方式", "Way", "R-10.71"));
        var (capital, owner) = (Fen(a, "CapitalWan", problems), Fen(a, "OwnerWan", problems));
        var due = ChangeForm.Day(a, "DueOn", "出资日期", c.Today, problems) ?? default;
        const PersonRoles head = PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Manager | PersonRoles.Shareholder | PersonRoles.Liaison;
        List<PersonDraft> people = [.. before.People.Where(p => p.Roles.HasFlag(PersonRoles.Operator)).Select(p => p with { Roles = head })];
        List<ShareholderDraft> shares = [new(0, owner, ContributionForm.Money, due)];
        if (a.Has("Other.Name"))
        {
            people.Add(new(NormalisedText.Name(a["Other.Name"]), NormalisedText.Codes(a["Other.IdNumber"]), a["Other.Mobile"], PersonRoles.Shareholder));
            shares.Add(new(1, capital - owner, ContributionForm.Money, due));
        }

        if (a.Has("Officer.Name"))
            people.Add(new(NormalisedText.Name(a["Officer.Name"]), NormalisedText.Codes(a["Officer.IdNumber"]), a["Officer.Mobile"], PersonRoles.Supervisor));
        var after = await judge.VerifiedAsync(before with
        {
            Kind = EntityKind.Llc,
            Composition = null,
            Name = NameRules.Clean(ConvertRules.Name(before.Name, c.Ground.County.Name, NormalisedText.Name(a["Name.TradeName"]), NormalisedText.Name(a["Name.Industry"]))),
            CapitalFen = capital > 0 ? capital : null,
            People = people,
            Shareholders = shares,
        }, ct);
        var (found, checks) = await judge.JudgeAsync(c, before, after, "convert", ct);
        problems.AddRange(found.Where(p => !problems.Any(x => x.Field is not null && x.Field == p.Field)));
        var known = await facts.FindAsync(c.Entity!.Uscc, c.Today, ct);
        problems.AddRange(OperatorRules.Blocks(known.Facts));
        IReadOnlyList<ActPaper> papers = [new("charter", "公司章程", true, "实施细则第二十六条"), new("resolution", "股东决定或者股东会决议（含任职）", true, "实施细则第二十六条"), new("tax", "税款结清的证明", true, "促进个体工商户发展条例第十三条", Tolerable: true)];
        return (before, after, new(problems, papers, ChangeLines.Between(before, after, c.Ground), [.. checks, known.Line]));
    }

    private static long Fen(Answers answers, string name, List<Problem> problems)
    {
        var parsed = Money.Parse(answers[name], MoneyUnit.Wan);
        problems.AddRange(parsed.Problems.Select(p => p.At(name)));
        return parsed.Ok ? parsed.Value.Fen : 0;
    }
}
