using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Changes;

/// <summary>国企改制 (实施细则 art. 37): an enterprise that is no company becomes a limited company by change registration, under the conditions of the company; code and date stay.</summary>
internal sealed class RestructureAct(EntityReader reader, ChangeJudge judge, EntityRewriter rewriter, IRules rules) : IAct
{
    public ActInfo Info => new("restructure", "改制为公司", "全民所有制、集体所有制、联营企业改制为有限责任公司，成立日期和统一社会信用代码不变。", "CONVERT", "准予改制变更登记通知书", "市场主体登记管理条例实施细则第三十七条") { Order = 22 };

    public IEnumerable<Problem> Hindrances(ActCase c) => c.Entity is { Kind: EntityKind.NonCompanyLegal } ? ChangeAct.Changeable(c) : [new("other-kind", "改制只适用于非公司企业法人")];

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
    [
        new("ApprovalNo", "改制批准文件编号", FieldShape.Line), new("DecidedOn", "批准日期", FieldShape.Day), new("Name.TradeName", "字号", FieldShape.Line, Now: c.Entity?.TradeName), new("Name.Industry", "行业用语", FieldShape.Line, Now: c.Entity?.Industry),
        new("CapitalWan", "注册资本", FieldShape.Money), new("DueOn", "出资日期", FieldShape.Day), .. ChangeFields.Person("Head", "法定代表人", "法定代表人（兼董事）"), new("HeadWan", "法定代表人认缴", FieldShape.Money, "其余由另一股东认缴"),
        .. ChangeFields.Person("Other", "另一股东", "另一位股东（没有的不填）", optional: true),
    ]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct) => (await PlanAsync(c, ct)).Sheet;

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (before, after, sheet) = await PlanAsync(c, ct);
        var changed = await rewriter.ApplyAsync(c.Entity!, before, after, sheet.Lines, c.Application.Number, "改制为公司", at, c.Ground, ct);
        c.Application.Title = c.Entity!.Name;
        return new("已准予改制为有限责任公司，成立日期和统一社会信用代码不变，执照已换发", [changed], [$"成立日期{ChinaTime.FullDay(c.Entity.EstablishedOn)}、统一社会信用代码{c.Entity.Uscc}不变。"]);
    }

    private async Task<(EntityDraft Before, EntityDraft After, ActSheet Sheet)> PlanAsync(ActCase c, CancellationToken ct)
    {
        var (before, a) = (await reader.ReadAsync(c.Entity!, ct), c.Answers);
        List<Problem> problems = a.Has("ApprovalNo") ? [] : [new("approval", "请填写改制批准文件编号", "ApprovalNo", "R-10.11")];
        var decided = ChangeForm.Day(a, "DecidedOn", "批准日期", c.Today, problems);
        var (capital, owner) = (Fen(a, "CapitalWan", problems), a.Has("Other.Name") ? Fen(a, "HeadWan", problems) : Fen(a, "CapitalWan", []));
        var due = ChangeForm.Day(a, "DueOn", "出资日期", c.Today, problems) ?? default;
        const PersonRoles head = PersonRoles.LegalRepresentative | PersonRoles.Director | PersonRoles.Shareholder | PersonRoles.Liaison;
        List<PersonDraft> people = [new(NormalisedText.Name(a["Head.Name"]), NormalisedText.Codes(a["Head.IdNumber"]), a["Head.Mobile"], head)];
        List<ShareholderDraft> shares = [new(0, owner, ContributionForm.Money, due)];
        if (a.Has("Other.Name"))
        {
            people.Add(new(NormalisedText.Name(a["Other.Name"]), NormalisedText.Codes(a["Other.IdNumber"]), a["Other.Mobile"], PersonRoles.Shareholder));
            shares.Add(new(1, capital - owner, ContributionForm.Money, due));
        }

        var after = await judge.VerifiedAsync(before with
        {
            Kind = EntityKind.Llc,
            Ownership = null,
            Organisations = [],
            Name = NameRules.Clean(ConvertRules.Name(before.Name, c.Ground.County.Name, NormalisedText.Name(a["Name.TradeName"]), NormalisedText.Name(a["Name.Industry"]))),
            CapitalFen = capital > 0 ? capital : null,
            People = people,
            Shareholders = shares,
        }, ct);
        var (found, checks) = await judge.JudgeAsync(c, before, after, "restructure", ct);
        problems.AddRange(found.Where(p => !problems.Any(x => x.Field is not null && x.Field == p.Field)));
        var late = decided is { } day && day <= c.Today ? Deadlines.Line(day, c.AppliedOn, "change.applyCD", c.Ground, await rules.WorkingDaysAsync(ct)) : null;
        IReadOnlyList<ActPaper> papers =
        [
            new("approval", "改制批准文件", true, "实施细则第三十七条"), new("appraisal", "资产评估报告及核准（备案）文件", true, "企业国有资产法"), new("charter", "公司章程", true, "实施细则第二十六条"), new("resolution", "股东会决议、任职文件", true, "实施细则第二十六条"),
        ];
        return (before, after, new(problems, papers, ChangeLines.Between(before, after, c.Ground), [.. checks, .. late is null ? [] : new[] { late }]) { Late = late?.Outcome == CheckOutcome.Note });
    }

    private static long Fen(Answers answers, string name, List<Problem> problems)
    {
        var parsed = Money.Parse(answers[name], MoneyUnit.Wan);
        problems.AddRange(parsed.Problems.Select(p => p.At(name)));
        return parsed.Ok ? parsed.Value.Fen : 0;
    }
}
