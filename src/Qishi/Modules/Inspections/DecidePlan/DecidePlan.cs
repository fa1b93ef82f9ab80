using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.DecidePlan;

public sealed class DecidePlanForm
{
    /// <summary>submit, return, approve, publish, file, adjust.</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }

    /// <summary>Number under which the upper bureau took it.</summary>
    public string? FileNo { get; set; }
}

/// <summary>
/// A plan goes on: handed in, approved by a leader who did not draft it, published, filed with the upper bureau; adjusted with a reason and published anew (rulebook B §1.3). Each published edition is kept as a document.
/// </summary>
internal sealed class DecidePlanHandler(AppDb db, PlanBook book, ItemBook items, IDocuments documents, Site site, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public const string Submit = "submit", Return = "return", Approve = "approve", Publish = "publish", File = "file", Adjust = "adjust";
    private static readonly Problem NotThere = new("plan-not-found", "没有找到这份计划");

    public static string WorkKey(Guid plan) => $"inspections.plan:{plan:N}";

    public async Task<Result<string>> HandleAsync(Guid id, DecidePlanForm form, CancellationToken ct)
    {
        if (await db.Set<InspectionPlan>().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan)
            return NotThere;
        var problems = await DecideAsync(plan, form, ct);
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var reason = NormalisedText.Text(form.Reason);
        var (done, now) = ("", clock.UtcNow());
        if (form.Act is not (Submit or Return) && plan.Move(form.Act!) is { Ok: false } refused)
            return Result<string>.Refused(refused.Problems);
        switch (form.Act)
        {
            case Submit:
                await worklist.OpenAsync(new NewWorkItem(WorkKey(id), "双随机抽查", $"{plan.Year}年度抽查工作计划（{await NameAsync(plan, ct)}）", "审批", Urls.Plan(id), Roles.Leader, null, null, now, null, Watcher: actor.AccountId), ct);
                done = "已提交，等局领导审批";
                break;
            case Return:
                await worklist.OpenAsync(new NewWorkItem(WorkKey(id), "双随机抽查", $"{plan.Year}年度抽查工作计划退回：{reason}", "修改", Urls.Plan(id), Roles.InspectionOffice, null, plan.ProposedById, now, null, Watcher: actor.AccountId), ct);
                done = "已退回修改";
                break;
            case Approve:
                plan.ApprovedBy = actor.NameOnRecord;
                await worklist.OpenAsync(new NewWorkItem(WorkKey(id), "双随机抽查", $"{plan.Year}年度抽查工作计划（{await NameAsync(plan, ct)}）已批准", "公布", Urls.Plan(id), Roles.InspectionOffice, null, null, now, null), ct);
                done = "已批准，等联席办公布";
                break;
            case Publish:
                plan.PublishedAt = now;
                await PrintAsync(plan, ct);
                await worklist.CloseAsync(WorkKey(id), ct);
                done = "已公布";
                break;
            case File:
                (plan.FileNo, plan.FiledAt) = (NormalisedText.Text(form.FileNo), now);
                done = "已记下报备";
                break;
            case Adjust:
                (plan.AdjustReason, plan.ApprovedBy, plan.FileNo, plan.FiledAt) = (reason, null, null, null);
                plan.Edition++;
                done = $"进入第{plan.Edition}版的编制，改好后重新审批、公布";
                break;
        }

        log.Record(actor, "InspectionPlanDeciding", reason.Length > 0 ? reason : null, new InspectionPlanMoved(plan.No, form.Act is Submit or Return ? form.Act : plan.State.ToString()));
        return await SavedAsync(plan, done, ct);
    }

    /// <summary>What this person may do now.</summary>
    public IReadOnlyList<string> Possible(InspectionPlan plan) => [.. new[] { Submit, Return, Approve, Publish, File, Adjust }.Where(a => Allowed(plan, a) is null)];

    /// <summary>Why a plan cannot be handed in or approved: every sentence at once.</summary>
    public async Task<IReadOnlyList<Problem>> FaultsAsync(InspectionPlan plan, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var own = plan.Lines.Where(l => l.MergedInto is null).ToList();
        if (plan.Lines.Count == 0)
            problems.Add(new("lines-missing", "计划还没有一行"));
        var published = (await items.OnAsync(clock.Today(), ct)).Select(i => i.Code).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(own.Where(l => l.ItemCodes.Any(c => !published.Contains(c))).Select(l => new Problem("item-unpublished", $"第{l.LineNo}行“{l.Name}”的事项有的没有公布或者已经废止，不能检查", null, "国办发〔2024〕54号")));
        var figures = await book.YearAsync(plan.Year, ct);
        var ids = own.Select(l => l.Id).ToHashSet();
        problems.AddRange(figures.OverCap().Where(b => b.Lines.Any(l => ids.Contains(l.Id))).Take(3).Select(b => new Problem("over-cap", b.Sentence, null, "国办发〔2024〕54号")));
        if ((await book.OpenProposalsAsync(figures, plan.Year, ct)).Count(p => ids.Contains(p.First.Line.Id) || ids.Contains(p.Second.Line.Id)) is > 0 and var open)
            problems.Add(new("proposals-open", $"还有{open}条合并建议没有处理。能合并的合并成一次联合检查，不合并的写明理由"));
        return problems;
    }

    private async Task<IReadOnlyList<Problem>> DecideAsync(InspectionPlan plan, DecidePlanForm form, CancellationToken ct)
    {
        if (form.Act is null)
            return [new("act-missing", "请选择怎样处理")];
        if (Allowed(plan, form.Act) is { } refusal)
            return [refusal];
        if (form.Act is Return or Adjust && NormalisedText.Text(form.Reason).Length is < 4 or > 200)
            return [new("reason-missing", "请写明理由，4至200字", nameof(form.Reason))];
        if (form.Act == File && NormalisedText.Text(form.FileNo).Length is < 2 or > 60)
            return [new("file-no-missing", "请填写上级收文或者备案的编号", nameof(form.FileNo))];
        return form.Act is Submit or Approve or Publish ? await FaultsAsync(plan, ct) : [];
    }

    private Problem? Allowed(InspectionPlan plan, string act)
    {
        var state = act switch
        {
            Submit or Return or Approve => plan.State == PlanState.Draft,
            Publish => plan.State == PlanState.Approved,
            File => plan.State == PlanState.Published,
            Adjust => plan.State is PlanState.Published or PlanState.Filed,
            _ => false,
        };
        return !state || !actor.May(act is Return or Approve ? Permissions.Approve : Permissions.Plan) ? new("not-allowed", "这一步现在不由您办理")
            : act == Approve && plan.ProposedById == actor.AccountId ? new("two-persons", "计划须由编制人以外的领导批准") : null;
    }

    private async Task<string> NameAsync(InspectionPlan plan, CancellationToken ct) => (await book.DepartmentsAsync(ct)).GetValueOrDefault(plan.Department, plan.Department);

    /// <summary>What is published is frozen: later editions do not change it.</summary>
    private async Task PrintAsync(InspectionPlan plan, CancellationToken ct)
    {
        var names = (await items.OnAsync(clock.Today(), ct)).ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        documents.Issue(new(DocumentKinds.Notice, PlanPapers.Of(plan.Id), PlanPapers.TitleOf(plan.Year, plan.Edition), plan.No, new Dictionary<string, string>
        {
            ["To"] = "社会公众",
            ["Body"] = $"{await NameAsync(plan, ct)}{plan.Year}年度双随机抽查工作计划（第{plan.Edition}版）如下{(plan.AdjustReason is { } why ? $"。调整理由：{why}" : "")}。",
            ["Items"] = string.Join('\n', plan.Lines.Where(l => l.MergedInto is null).OrderBy(l => l.LineNo).Select(l =>
                $"{l.Name}（{l.StartMonth}月至{l.EndMonth}月）：{string.Join('、', l.ItemCodes.Select(c => names.GetValueOrDefault(c, c)))}；从{ScopeFields.Word(l.Scope)}中抽取{(l.Scope.Mode == RatioMode.ByRiskClass ? "，比例按信用风险分类" : ScopeFields.AmountWord(l.Scope))}")),
            ["Basis"] = "国市监信〔2019〕38号",
            ["Sender"] = site.Bureau,
            ["Date"] = ChinaTime.FullDay(clock.Today()),
            ["Contact"] = site.Phone ?? "",
        }));
    }

    private async Task<Result<string>> SavedAsync(InspectionPlan plan, string done, CancellationToken ct)
    {
        try
        {
            // Handing in changes no column of the plan, but must not pass over somebody else's change.
            db.Entry(plan).Property(p => p.Edition).IsModified = true;
            await db.SaveChangesAsync(ct);
            return done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这份计划。请刷新页面");
        }
    }
}

/// <summary>Published editions of a plan as documents: whoever reads plans may open them.</summary>
internal sealed class PlanPapers(Actor actor) : IDocumentAccess
{
    public const string Kind = "inspection-plan";

    public string SubjectKind => Kind;

    public static string TitleOf(int year, int edition) => $"{year}年度抽查工作计划（第{edition}版）";

    public static string Of(Guid plan) => $"{Kind}:{plan:N}";

    public Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) => Task.FromResult(actor.May(Permissions.Read));
}
