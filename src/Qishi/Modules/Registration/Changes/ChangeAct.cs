using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Changes;

/// <summary>变更登记、备案: any registered or filed item of an entity, several at once (条例 art. 24–29). An operator's change has an act of its own.</summary>
internal sealed class ChangeAct(EntityReader reader, ChangeJudge judge, EntityRewriter rewriter, PlaceFirst place, IRules rules) : IAct
{
    public ActInfo Info => new("change", "变更登记、备案", "改名称、地址、经营范围、法定代表人、注册资本、股东、联系人等。执照上有的内容改了，换发执照。", "CHANGE", "准予变更登记（备案）通知书",
        "市场主体登记管理条例第二十四条、第二十九条")
    { Order = 10 };

    public IEnumerable<Problem> Hindrances(ActCase c) => Changeable(c);

    /// <summary>Items change while the entity lives: in business or suspended, not while it leaves.</summary>
    public static IEnumerable<Problem> Changeable(ActCase c)
    {
        if (c.Entity is not { } e)
            yield return new("other-kind", "请先选择要变更的企业");
        else if (Wording.OfTheCity(e))
            yield return new("other-authority", $"这户由{Wording.Authority(e, "")}登记，请到那里办理", null, "R-1.44");
        else if (e.Status is not (EntityStatus.Registered or EntityStatus.Suspended))
            yield return new("status", $"这户现在是“{Wording.Statuses[e.Status].Word}”，不能办理变更", null, "A §1.7");
    }

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) =>
        c.Entity is null ? [] : ChangeFields.Of(await reader.ReadAsync(c.Entity, ct), c.Answers, c.Ground);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct) => (await PlanAsync(c, ct)).Sheet;

    public async Task<EntityDraft?> AfterAsync(ActCase c, CancellationToken ct) => (await PlanAsync(c, ct)).After;

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (before, after, sheet) = await PlanAsync(c, ct);
        var changed = await rewriter.ApplyAsync(c.Entity!, before, after, sheet.Lines, c.Application.Number, $"变更登记：{string.Join("、", sheet.Lines.Select(l => l.Item))}", at, c.Ground, ct);
        c.Application.Title = c.Entity!.Name == Entity.NoName ? c.Entity.HeadName : c.Entity.Name;
        return new(changed.LicenceId is null ? "已准予备案，执照不用换" : "已准予变更登记，执照已换发；旧执照的二维码会显示“已变更”", [changed],
            changed.LicenceId is null ? [] : ["营业执照已经换发，请交回原执照正本和全部副本；不交回的，由登记机关公告作废。"]);
    }

    /// <summary>Papers by item (实施细则 art. 32). Pure.</summary>
    public static IReadOnlyList<ActPaper> Papers(EntityKind kind, IReadOnlyList<string> items, IReadOnlyList<string> newPriorItems)
    {
        var papers = new List<ActPaper>();
        var sheet = KindBook.Of(kind);
        var (resolution, articles, transfer) = Words(sheet);
        var several = kind != EntityKind.Individual;
        if (several && resolution is not null && items.Any(i => i is "name" or "premises" or "scope" or "shares" or "term" or "charter" or "managers"))
            papers.Add(new("resolution", resolution, true, "实施细则第三十二条"));
        if (several && articles is not null && items.Any(i => i is "name" or "shares" or "charter" or "term" or "managers"))
            papers.Add(new("charter", articles, true, "实施细则第三十二条"));
        if (items.Contains("premises"))
            papers.Add(new("premises-proof", "新地址的使用证明", true, "实施细则第三十二条", Tolerable: true));
        if (several && items.Any(i => i is "head" or "officers"))
            papers.Add(new("appointment", "任免文件", true, "实施细则第三十三条、第三十四条"));
        if (items.Contains("head"))
            papers.AddRange(Successor.Papers(kind));
        if (sheet.Holders is not null && items.Contains("shares"))
            papers.Add(new("transfer", transfer, true, sheet.Family == KindFamily.Company ? "公司法第八十六条、实施细则第三十六条" : "实施细则第三十二条"));
        if (sheet.Family == KindFamily.Coop && items.Contains("shares"))
            papers.Add(new("members", "修改后的成员名册", true, "实施细则第三十九条"));
        if (items.Contains("investor"))
            papers.Add(new("transfer", "转让协议、赠与或者继承文件", true, "个人独资企业法第十七条"));
        if (newPriorItems.Count > 0)
            papers.Add(new("approval", "批准文件", true, "条例第十四条"));
        if (items.Any(i => i is "name" or "premises" or "scope" or "head" or "shares" or "composition" or "capital" or "investor" or "managers"))
            papers.Add(new("old-licence", "原营业执照正本、副本（领新照时交回）", false, "条例第二十八条、第三十七条", Tolerable: true));
        return papers;
    }

    private static (string? Resolution, string? Articles, string Transfer) Words(KindSheet sheet) => sheet.Family switch
    {
        KindFamily.Company => ("股东会决议或者股东决定", "修改后的章程或者章程修正案", "股权转让协议或者增资、减资文件"),
        KindFamily.Partnership => ("全体合伙人签署的变更决定书", "修改后的合伙协议", "入伙、退伙、财产份额转让协议"),
        KindFamily.Coop => ("成员大会或者成员代表大会决议", "修改后的章程", "入社、退社、出资变动文件"),
        KindFamily.SoleProp => (null, null, ""),
        KindFamily.Branch => ("隶属企业的决定", null, ""),
        _ => ("出资人（主管部门）的决定", "修改后的章程", "出资变动文件"),
    };

    private async Task<(EntityDraft Before, EntityDraft After, ActSheet Sheet)> PlanAsync(ActCase c, CancellationToken ct)
    {
        var before = await reader.ReadAsync(c.Entity!, ct);
        var items = c.Answers.Many(ChangeFields.Items);
        var papers = Papers(before.Kind, items, []);
        if (items.Count == 0)
            return (before, before, new([new("items-required", "请选择要变更的事项", ChangeFields.Items)], [], [], []));
        List<Problem> problems = [];
        var decided = ChangeForm.Day(c.Answers, "DecidedOn", "决议、决定的日期", c.Today, problems);
        if (decided > c.Today)
            problems.Add(new("decided-later", "决议、决定的日期晚于今天。请检查", "DecidedOn", "R-0.6"));
        if (!items.Contains("premises") && await place.FindAsync(c.Entity!, ct) is { } first)
            problems.Add(first);
        var form = new ChangeForm(before, c.Answers, c.Today);
        var after = await judge.VerifiedAsync(PartnershipRules.WithManagers(form.Apply()), ct);
        problems.AddRange(form.Problems);
        var (found, checks) = await judge.JudgeAsync(c, before, after, "change", ct);
        problems.AddRange(found.Where(p => !problems.Any(x => x.Field == p.Field && x.Field is not null)));
        var lines = ChangeLines.Between(before, after, c.Ground);
        if (items.Contains("charter"))
            lines = [.. lines, new("章程", "原章程", "修改后的章程", Registered: false)];
        if (lines.Count == 0 && problems.Count == 0)
            problems.Add(new("nothing-changed", "填的内容和现在登记的一样，没有变化。请修改后再提交", ChangeFields.Items));
        var key = lines.Any(l => l.Registered) ? "change.applyCD" : "filing.applyCD";
        var days = await rules.WorkingDaysAsync(ct);
        // Members of a cooperative: ninety days after the end of the accounting year (R-0.6, 条例 art. 29).
        var from = KindBook.Of(before.Kind).Family == KindFamily.Coop && items.All(i => i == "shares") && !lines.Any(l => l.Registered) ? "coop.memberFilingCD" : null;
        var late = decided is { } day && day <= c.Today ? Deadlines.Line(from is null ? day : new DateOnly(day.Year, 12, 31), c.AppliedOn, from ?? key, c.Ground, days) : null;
        var (resigned, successor) = items.Contains("head") ? Successor.Judge(c, days) : (null, null);
        if (resigned is not null)
            problems.Add(resigned);
        if (Votes.Check(before, after, items, Papers(before.Kind, items, []).Any(p => p.Code == "charter"), c.Answers, c.Ground) is { } votes)
            problems.Add(votes);
        papers = Papers(before.Kind, items, [.. after.PriorApprovals.Select(a => a.ItemCode).Except(before.ScopeItems)]);
        if (items.Contains("premises"))
            papers = [.. papers.Where(p => p.Code != "premises-proof" || after.Premises.Proof is PremisesProof.TitleDeed or PremisesProof.Lease or PremisesProof.Alternative), .. PremisesForm.Papers(after.Premises)];
        return (before, after, new(problems, papers, lines, [.. checks, .. new[] { late, successor }.OfType<RuleCheck>()])
        {
            Late = late?.Outcome == CheckOutcome.Note || successor?.Outcome == CheckOutcome.Note,
            SignedBy = items.Contains("head") && KindBook.Of(before.Kind).Head == PersonRoles.LegalRepresentative ? $"新任法定代表人{Heads.Name(after)}" : null,
            Commitments = items.Contains("premises") ? [.. PremisesForm.Commitments(after.Premises)] : [],
        });
    }
}
