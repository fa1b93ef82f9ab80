using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.AutoApproval;

public sealed class AutoRulesForm
{
    public List<string> Kinds { get; set; } = [];

    /// <summary>Codes of acts after establishment.</summary>
    public List<string> Acts { get; set; } = [];
    public bool LicensedPost { get; set; }
    public bool Commitment { get; set; }
    public string? BarredItems { get; set; }
    public string? From { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Proposes a version of the rules; it holds only after another person has put it in force.</summary>
internal sealed class ProposeAutoRulesHandler(AppDb db, CatalogueCache catalogues, ActList acts, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly EntityKind[] Possible = [EntityKind.Individual, EntityKind.Llc];

    public async Task<Result<string>> HandleAsync(AutoRulesForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var decided = Decide(form, [.. Judgeable(acts).Select(a => a.Code)], await catalogues.GetAsync(ct), clock.Today());
        if (!decided.Ok)
            return Result<string>.Refused(decided.Problems);
        if (await db.Set<AutoRules>().AnyAsync(r => r.State == AutoRulesState.Proposed, ct))
            return new Problem("rules-proposed", "已有一个版本等待另一人确认。请先处理它");
        var rules = new AutoRules
        {
            No = (await db.Set<AutoRules>().MaxAsync(r => (int?)r.No, ct) ?? 0) + 1,
            From = decided.Value.From,
            Content = JsonSerializer.Serialize(decided.Value.Policy),
            Reason = NormalisedText.Text(form.Reason),
            ProposedById = actor.AccountId,
            ProposedBy = actor.NameOnRecord,
            ProposedAt = clock.UtcNow(),
        };
        db.Add(rules);
        log.Record(actor, "AutoRulesProposing", rules.Reason, new AutoRulesChanged(rules.No, "Proposed"));
        await worklist.OpenAsync(new(KeyOf(rules.No), "自动审批", $"规则第{rules.No}版", "确认规则", Urls.AutoRules, Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null, Watcher: actor.AccountId), ct);
        once.Remember(key, "已提交，等另一人确认后生效");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("rules-proposed", "同事刚刚提交了另一个版本。请刷新页面");
        }

        return "已提交，等另一人确认后生效";
    }

    /// <summary>Acts the rules may name: those of applicants that the office decides. Establishment is judged by its own draft.</summary>
    public static IEnumerable<ActInfo> Judgeable(ActList acts) => acts.All.Select(a => a.Info).Where(i => !i.SelfService && !i.CounterOnly);

    public static string KeyOf(int no) => $"registration.auto-rules:{no}";

    internal static Result<(AutoPolicy Policy, DateOnly From)> Decide(AutoRulesForm form, IReadOnlyList<string> acts, Catalogue catalogue, DateOnly today)
    {
        var problems = new List<Problem>();
        var kinds = form.Kinds.Select(k => Enum.TryParse<EntityKind>(k, out var kind) ? kind : (EntityKind?)null).ToList();
        if (kinds.Any(k => k is null || !Possible.Contains(k.Value)))
            problems.Add(new("kind-barred", "只有个体工商户和自然人投资的有限责任公司可以自动审批", nameof(form.Kinds), "R-8.5"));
        if (form.Acts.Any(a => !acts.Contains(a)))
            problems.Add(new("act-barred", "有不能自动审批的事项。请从列出的事项中选择", nameof(form.Acts), "R-8.5"));
        var from = TypedDay.Parse(form.From, today);
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))));
        if (from.Ok && from.Value < today)
            problems.Add(new("from-past", "生效日期不能早于今天。请修改", nameof(form.From)));
        var codes = (form.BarredItems ?? "").Split([';', '；', ',', '，', '\n', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(NormalisedText.Codes).Distinct().ToList();
        if (codes.FirstOrDefault(c => catalogue.Item(c) is null) is { } unknown)
            problems.Add(new("item-unknown", $"没有代码为“{unknown}”的经营项目。请核对", nameof(form.BarredItems)));
        if (NormalisedText.Text(form.Reason).Length is 0 or > 200)
            problems.Add(new("reason-required", "请写明修改原因，最多200个字", nameof(form.Reason)));
        return problems.Count > 0 ? Result<(AutoPolicy, DateOnly)>.Refused(problems) : (new AutoPolicy([.. kinds.Select(k => k!.Value).Distinct()], form.LicensedPost, form.Commitment, codes, [.. form.Acts.Distinct()]), from.Value);
    }
}

public sealed class DecideAutoRulesForm
{
    public string? No { get; set; }

    /// <summary>confirm or reject.</summary>
    public string? Decision { get; set; }
}

/// <summary>The second person; never the one who proposed.</summary>
internal sealed class DecideAutoRulesHandler(AppDb db, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(DecideAutoRulesForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (!int.TryParse(form.No, out var no) || await db.Set<AutoRules>().SingleOrDefaultAsync(r => r.No == no, ct) is not { } rules || rules.State != AutoRulesState.Proposed)
            return new Problem("decided", "这个版本已经处理过。请刷新页面");
        if (rules.ProposedById == actor.AccountId)
            return new Problem("two-persons", "规则须由另一人确认，不能确认自己提交的。请交同事办理", null, "R-5.4");
        if (form.Decision is not ("confirm" or "reject"))
            return new Problem("decision-required", "请选择确认还是退回", nameof(form.Decision));
        (rules.State, rules.DecidedById, rules.DecidedBy, rules.DecidedAt) =
            (form.Decision == "confirm" ? AutoRulesState.InForce : AutoRulesState.Rejected, actor.AccountId, actor.NameOnRecord, clock.UtcNow());
        log.Record(actor, "AutoRulesDeciding", null, new AutoRulesChanged(no, form.Decision == "confirm" ? "Confirmed" : "Rejected"));
        await worklist.CloseAsync(ProposeAutoRulesHandler.KeyOf(no), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这个版本。请刷新页面");
        }

        return form.Decision == "confirm" ? $"第{no}版已确认，{ChinaTime.FullDay(rules.From)}起生效" : $"第{no}版已退回";
    }
}
