using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Premises;

public sealed class RecordPremisesCheckForm
{
    /// <summary>real, false, nobody or unagreed.</summary>
    public string? Result { get; set; }
    public string? VisitedOn { get; set; }
    public string? Finding { get; set; }
    public IReadOnlyList<IFormFile>? Photos { get; set; }
}

/// <summary>The station writes down what it found. A false or empty place: an order to correct, told to the entity, and known to every later act.</summary>
internal sealed class RecordPremisesCheckHandler(
    AppDb db, IRules rules, IWorklist worklist, IDocuments documents, Site site, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public static string KeyOf(Guid check) => $"registration.premises:{check:N}";

    public static string SubjectOf(Guid check) => $"premises-check:{check:N}";

    /// <summary>Only the station in charge sees and records its own; the bureau sees all.</summary>
    public Task<PremisesCheck?> FindAsync(Guid id, CancellationToken ct) =>
        db.Set<PremisesCheck>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.Station == actor.Unit || !actor.Roles.Contains(Roles.StationInspector)), ct);

    public Task<IReadOnlyList<MaterialCard>> PhotosAsync(Guid id, CancellationToken ct) => documents.MaterialsOfAsync(SubjectOf(id), ct);

    public async Task<IReadOnlyList<DocumentCard>> DocumentsAsync(Guid id, CancellationToken ct) => await documents.OfAsync(SubjectOf(id), ct);

    public async Task<Result<string>?> HandleAsync(Guid id, RecordPremisesCheckForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        if (await db.Set<PremisesCheck>().SingleOrDefaultAsync(c => c.Id == id && c.Station == actor.Unit, ct) is not { } check)
            return null;
        var (book, today) = (await rules.BookAsync(ct), clock.Today());
        var decided = Decide(check, form, today);
        var problems = new List<Problem>(decided.Problems);
        foreach (var photo in decided.Ok ? form.Photos ?? [] : [])
        {
            await using var stream = photo.OpenReadStream();
            var taken = await documents.AcceptAsync(stream, photo.FileName, SubjectOf(id), "premises-photo", ct);
            problems.AddRange(taken.Problems.Select(p => p.At(nameof(form.Photos))));
        }

        if (problems.Count > 0)
        {
            db.ChangeTracker.Clear();
            return Result<string>.Refused(problems);
        }

        var (state, visited, finding) = decided.Value;
        DateOnly? correctBy = state == PremisesCheckState.Confirmed ? null : (await rules.WorkingDaysAsync(ct)).AddCalendarDays(today, book.Int("addr.correctCD", today), rollPastDaysOff: true).Date;
        check.Decide(state, visited, finding, correctBy, actor.NameOnRecord, clock.UtcNow());
        if (correctBy is { } by)
            documents.Issue(Order(check, by, today, site));
        log.Record(actor, "PremisesChecking", null, new PremisesChecked(id, check.Uscc, state == PremisesCheckState.Confirmed, state == PremisesCheckState.LostContact, correctBy));
        await worklist.CloseAsync(KeyOf(id), ct);
        var sentence = state == PremisesCheckState.Confirmed ? "已记录：住所属实" : $"已记录，已生成责令改正通知书，限{ChinaTime.FullDay(correctBy!.Value)}前改正";
        once.Remember(key, sentence);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚记录过这一件。请刷新页面");
        }

        return sentence;
    }

    internal static Result<(PremisesCheckState State, DateOnly Visited, string Finding)> Decide(PremisesCheck check, RecordPremisesCheckForm form, DateOnly today)
    {
        var problems = new List<Problem>();
        if (check.State != PremisesCheckState.Open)
            problems.Add(new("decided", $"这一件{check.DecidedBy}已经记录过“{PremisesCheckFlow.Word(check.State)}”。请刷新页面"));
        PremisesCheckState? state = form.Result switch { "real" => PremisesCheckState.Confirmed, "false" => PremisesCheckState.False, "nobody" => PremisesCheckState.LostContact, "unagreed" when check.AsksConsent => PremisesCheckState.Unagreed, _ => null };
        if (state is null)
            problems.Add(new("result-required", "请选择核查结果", nameof(form.Result)));
        var finding = NormalisedText.Text(form.Finding);
        if (finding.Length == 0 && state is not (null or PremisesCheckState.Confirmed))
            problems.Add(new("finding-required", "请写明看到的情况，例如门牌、房屋用途、询问了谁", nameof(form.Finding)));
        if (finding.Length > 500)
            problems.Add(new("finding-long", $"情况说明有{finding.Length}个字，超过500个字。请精简", nameof(form.Finding)));
        var day = TypedDay.Parse(form.VisitedOn, today);
        problems.AddRange(day.Problems.Select(p => p.At(nameof(form.VisitedOn))));
        if (day.Ok && day.Value > today)
            problems.Add(new("visit-future", "核查日期不能晚于今天", nameof(form.VisitedOn)));
        if (day.Ok && day.Value < ChinaTime.DayOf(check.OpenedAt))
            problems.Add(new("visit-before", $"核查日期不能早于登记日期（{ChinaTime.FullDay(ChinaTime.DayOf(check.OpenedAt))}）", nameof(form.VisitedOn)));
        return problems.Count > 0 ? Result<(PremisesCheckState, DateOnly, string)>.Refused(problems) : (state!.Value, day.Value, finding);
    }

    /// <summary>The order to correct of a place that is not as registered.</summary>
    public static NewDocument Order(PremisesCheck check, DateOnly by, DateOnly today, Site site) => new(DocumentKinds.Notice, SubjectOf(check.Id), "责令改正通知书", null, new Dictionary<string, string>
    {
        ["To"] = check.EntityName == "*" ? check.Uscc : check.EntityName,
        ["Body"] = $"经核查，你（单位）登记的住所（经营场所）“{check.Address}”{check.State switch { PremisesCheckState.LostContact => "无法取得联系", PremisesCheckState.Unagreed => "是住宅，没有经有利害关系的业主一致同意", _ => "与实际情况不符" }}。"
            + (check.State == PremisesCheckState.Unagreed ? $"请于{ChinaTime.FullDay(by)}前取得同意并提交同意书，或者停止在住宅内经营，办理住所（经营场所）变更登记。" : $"请于{ChinaTime.FullDay(by)}前办理住所（经营场所）变更登记，或者提交证明材料说明情况。"),
        ["Items"] = "逾期不改正的，将依法列入经营异常名录并公示\n以虚假承诺取得登记的，可以依法撤销登记",
        ["Basis"] = check.State == PremisesCheckState.Unagreed ? "《中华人民共和国民法典》第二百七十九条；《市场主体登记管理条例》第十一条；《住所（经营场所）自主申报承诺书》"
            : "《市场主体登记管理条例》第十一条、第四十条；《住所（经营场所）自主申报承诺书》",
        ["Remedy"] = "对本通知有异议的，可以在收到之日起六十日内向本级人民政府申请行政复议，或者在六个月内向人民法院提起行政诉讼。",
        ["Sender"] = site.Bureau,
        ["Date"] = ChinaTime.FullDay(today),
        ["Contact"] = "",
    });
}
