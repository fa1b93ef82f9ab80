using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Export;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp.ListCases;

/// <summary>A row of the case list; the form itself stays sealed.</summary>
internal sealed record CaseRow(
    string CaseNo, string? EntityName, StartUpState State, Channel Channel, DateTime? SubmittedAt, DateTime? ReceivedAt, DateTime? AcceptedAt, DateTime? DueAt, bool DueProvisional,
    DateTime? DecidedAt, DateTime? FinishedAt, string? DecidedByName, string? Uscc)
{
    public CaseClock? Clock(WorkingDays days) => State == StartUpState.Returned ? null : StartUpCase.ClockOf(State, ReceivedAt, AcceptedAt, DueAt, DueProvisional, DecidedAt, FinishedAt, days);
}

/// <summary>The list of cases: filters, sort and paging in the database; the same query for the page and for the export.</summary>
internal sealed class ListCasesHandler(AppDb db, CaseFiles files, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>Filters by clock, with their words.</summary>
    public static IReadOnlyList<(string Code, string Word)> Clocks { get; } =
        [("over", "超期未办结"), ("today", "今天到期"), ("running", "时限内"), ("on-time", "按时办结"), ("late", "超期办结")];

    public static string Word(Channel channel) => channel switch
    {
        Channel.Online => "网上",
        Channel.Counter => "大厅窗口",
        Channel.Outlet => "银行网点",
        Channel.Spoken => "口述办照",
        _ => throw new InvalidOperationException($"Unknown channel {channel}."),
    };

    public Task<Paged<CaseRow>> ReadAsync(ListQuery query, CancellationToken ct) => Rows(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var (rows, days, now) = (await Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct), await rules.WorkingDaysAsync(ct), clock.UtcNow());
        var book = await rules.BookAsync(ct);
        var (amber, red) = (book.Int("clock.amberPercent", clock.Today()), book.Int("clock.redPercent", clock.Today()));
        log.Record(actor, "StartUpCasesExporting", null, new StartUpCasesExported(rows.Count));
        await db.SaveChangesAsync(ct);
        ExcelColumn<CaseRow>[] columns =
        [
            new("办件编号", r => r.CaseNo, 20), new("名称", r => r.EntityName, 36), new("状态", r => StartUpFlow.Flow[r.State].Word, 14), new("渠道", r => Word(r.Channel), 12),
            new("提交", r => r.SubmittedAt), new("受理", r => r.AcceptedAt), new("截止", r => r.DueAt), new("暂定", r => r.DueProvisional ? "暂定" : null, 8), new("时限", r => r.Clock(days)?.ReadAt(now, days, amber, red).RemainingText, 20),
            new("办结", r => r.FinishedAt), new("登记人员", r => r.DecidedByName, 12), new("统一社会信用代码", r => r.Uscc, 24),
        ];
        return ExcelFile.Download(ExcelFile.Write("企业开办办件", Words(query), columns, rows, actor, now), "企业开办办件", now);
    }

    /// <summary>The chosen filters in words; a phone or ID number is never written down.</summary>
    public static string Words(ListQuery query)
    {
        string?[] parts =
        [
            query.Text("q") is not { } q ? null : SearchWords.Of(q).IsSecret ? "按电话或身份证号码" : $"含“{q}”",
            StateOf(query) is { } state ? StartUpFlow.Flow[state].Word : null,
            Clocks.FirstOrDefault(c => c.Code == query.Text("clock")).Word,
            query.Day("from") is { } from ? $"受理{from:yyyy-MM-dd}起" : null, query.Day("to") is { } to ? $"受理至{to:yyyy-MM-dd}" : null,
            query.Choice<Channel>("channel") is { } channel ? Word(channel) : null, query.Text("registrar") is null ? null : "按登记人员",
        ];
        return parts.OfType<string>().ToArray() is { Length: > 0 } words ? string.Join("，", words) : "全部";
    }

    internal IQueryable<CaseRow> Rows(ListQuery query)
    {
        var cases = Searched(files.Cases.AsNoTracking(), query.Text("q"));
        if (StateOf(query) is { } state)
            cases = cases.Where(c => c.State == state);
        if (query.Day("from") is { } from && ChinaTime.ToUtc(from, TimeOnly.MinValue) is var fromUtc)
            cases = cases.Where(c => c.AcceptedAt >= fromUtc);
        if (query.Day("to") is { } to && ChinaTime.ToUtc(to.AddDays(1), TimeOnly.MinValue) is var toUtc)
            cases = cases.Where(c => c.AcceptedAt < toUtc);
        if (query.Choice<Channel>("channel") is { } channel)
            cases = cases.Where(c => c.Channel == channel);
        if (Guid.TryParse(query.Text("registrar"), out var registrar))
            cases = cases.Where(c => c.DecidedBy == registrar);
        return Sorted(ByClock(cases, query.Text("clock")), query)
            .Select(c => new CaseRow(
                c.CaseNo, c.EntityName, c.State, c.Channel, c.SubmittedAt, c.ReceivedAt, c.AcceptedAt, c.DueAt, c.DueProvisional, c.DecidedAt, c.FinishedAt, c.DecidedByName, c.Uscc));
    }

    private static StartUpState? StateOf(ListQuery query) => query.Choice<StartUpState>("state");

    private IQueryable<StartUpCase> Searched(IQueryable<StartUpCase> cases, string? typed)
    {
        if (typed is null)
            return cases;
        var words = SearchWords.Of(typed);
        var (text, key) = (words.Text, words.Key(db));
        return words.Kind switch
        {
            SearchKind.CaseNumber => cases.Where(c => c.CaseNo.StartsWith(text)),
            SearchKind.CreditCode => cases.Where(c => c.Uscc == text),
            SearchKind.Mobile => cases.Where(c => c.MobileKey == key),
            SearchKind.CitizenId => cases.Where(c => c.OperatorKey == key),
            SearchKind.Name => cases.Where(c => c.EntityName!.Contains(text)),
            _ => throw new InvalidOperationException($"Unknown kind {words.Kind}."),
        };
    }

    // A promise at closing holds for its whole day, so a case is over when the day is.
    private IQueryable<StartUpCase> ByClock(IQueryable<StartUpCase> cases, string? wanted)
    {
        var today = ChinaTime.ToUtc(clock.Today(), TimeOnly.MinValue);
        var tomorrow = today.AddDays(1);
        return wanted switch
        {
            "over" => cases.Where(OpenCase.Is).Where(c => c.DueAt < today),
            "today" => cases.Where(OpenCase.Is).Where(c => c.DueAt >= today && c.DueAt < tomorrow),
            "running" => cases.Where(OpenCase.Is).Where(c => c.DueAt >= today),
            "on-time" => cases.Where(c => c.FinishedAt != null && c.OnTime == true),
            "late" => cases.Where(c => c.FinishedAt != null && c.OnTime == false),
            _ => cases,
        };
    }

    private static IQueryable<StartUpCase> Sorted(IQueryable<StartUpCase> cases, ListQuery query) => (query.Sort, query.Descending) switch
    {
        ("number", false) => cases.OrderBy(c => c.CaseNo),
        ("number", true) => cases.OrderByDescending(c => c.CaseNo),
        ("due", false) => cases.OrderBy(c => c.DueAt).ThenBy(c => c.CaseNo),
        ("due", true) => cases.OrderByDescending(c => c.DueAt).ThenBy(c => c.CaseNo),
        ("submitted", false) => cases.OrderBy(c => c.SubmittedAt).ThenBy(c => c.CaseNo),
        _ => cases.OrderByDescending(c => c.SubmittedAt).ThenBy(c => c.CaseNo),
    };
}
