using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.StartUp.ShowProgress;

/// <summary>One of the seven rows: matter, status, who holds it, times, result, what the reader may do.</summary>
internal sealed record MatterRow(Matter Matter, string Word, Tone Tone, string Note, bool YourTurn, string? ReturnSentence, IReadOnlyList<string> Results);

/// <summary>Everything the progress page shows; the parts a visitor without a code may not see are empty for them.</summary>
internal sealed record ProgressView(
    StartUpCase Case, IReadOnlyList<MatterRow> Rows, ClockReading? Clock, bool Full, IReadOnlyList<Defect> Defects, IReadOnlyList<TimelineLine> Timeline,
    IReadOnlyList<DocumentCard> Documents, Rating? Rating, IReadOnlyList<PermitNeed> PermitsNeeded, IReadOnlyList<PermitNoticeCard> Permits)
{
    public int Done => Case.Matters.Count(m => m.Selected && m.Status.IsFinished());
    public int Open => Case.Matters.Count(m => m.Selected && !m.Status.IsFinished());

    /// <summary>No licence will come of it: no clock runs, no department gets anything, no permit is needed.</summary>
    public bool Ended => EndedIn(Case.State);

    /// <summary>The notice that says why, for who may read it.</summary>
    public DocumentCard? Why => Ended ? Documents.FirstOrDefault(d => d.Kind == DocumentKinds.Notice && d.Title.StartsWith(Case.StateInfo.Word, StringComparison.Ordinal)) : null;

    public static bool EndedIn(StartUpState state) => state is StartUpState.Refused or StartUpState.NotAccepted or StartUpState.Withdrawn;
}

internal sealed class ProgressReader(AppDb db, IHandOvers handOvers, IDepartments departments, IDocuments documents, IPermitNotices permits, IRules rules, TimeProvider clock)
{
    public async Task<ProgressView> ReadAsync(StartUpCase c, bool full, CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.Today());
        var (book, days) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        var cards = c.IssuedAt is null ? [] : await handOvers.OfAsync(c.CaseNo, ct);
        var known = await departments.AllAsync(ct);
        var rows = Matter.All.Select(m => Row(c, m, c.Matters.FirstOrDefault(r => r.Matter == m.Code), cards.FirstOrDefault(h => h.Matter == m.Code), known.FirstOrDefault(d => d.Matter == m.Code), full, today)).ToList();
        var reading = c.Clock(days)?.ReadAt(now, days, book.Int("clock.amberPercent", today), book.Int("clock.redPercent", today));
        var defects = full && c.State == StartUpState.Returned
            ? await db.Set<Defect>().AsNoTracking().Where(d => d.CaseId == c.Id && d.SubmissionNo == c.SubmissionNo).OrderBy(d => d.Order).ToListAsync(ct)
            : [];
        return new(
            c, rows, ProgressView.EndedIn(c.State) || c.State is StartUpState.Draft or StartUpState.Returned ? null : reading, full, defects, full ? Timeline(c) : [],
            full ? await documents.OfAsync(c.Subject, ct) : [], full ? await db.Set<Rating>().AsNoTracking().SingleOrDefaultAsync(r => r.CaseId == c.Id, ct) : null,
            full && !ProgressView.EndedIn(c.State) ? await permits.NeedsAsync(c.ReadAnswers().Many("ScopeItems"), c.IssuedAt is { } issued ? ChinaTime.DayOf(issued) : today, ct) : [], full ? await permits.OfCaseAsync(c.CaseNo, ct) : []);
    }

    private static MatterRow Row(StartUpCase c, Matter matter, StartUpMatter? row, HandOverCard? card, DepartmentCard? department, bool full, DateOnly today)
    {
        if (matter.Code == Matter.Establishment)
            return Licence(c, matter, today);
        if (row is null || !row.Selected)
            return new(matter, "没选", Tone.L, "以后可以补办", false, null, []);
        if (ProgressView.EndedIn(c.State))
            return new(matter, "没有办理", Tone.L, "执照没有发，这一项没有发给部门", false, null, []);
        var state = MatterFlow.Flow[row.Status];
        var who = department?.ShortName ?? matter.DepartmentWord;
        var word = row.Status == MatterStatus.Pending && c.IssuedAt is not null ? $"正在发给{who}" : MatterFlow.PublicWord(row.Status, matter);
        var note = row.Status switch
        {
            MatterStatus.Pending => who,
            MatterStatus.Pushed => $"{who}　{Time(row.PushedAt, today)}发出",
            MatterStatus.Acked or MatterStatus.Processing or MatterStatus.ManualUnconfirmed => $"{who}{Time(row.AckedAt ?? row.PushedAt, today)}已收到{Typical(department)}",
            MatterStatus.Done or MatterStatus.ManualDone => Finished(row, who, today),
            MatterStatus.Outage => $"{who}系统{Time(row.OutageSince, today)}起故障。恢复后自动办，您不用管",
            MatterStatus.Failed => $"{who}没有应答，{Time(row.NextAttemptAt, today)}再发，您不用管",
            MatterStatus.ReturnedToUs => $"{who}要求更正，由我们处理，您不用管",
            _ => who,
        };
        var yours = row.Status == MatterStatus.ReturnedToApplicant;
        return new(matter, word, state.Tone, note, yours, full && yours ? card?.ReturnSentence ?? $"{who}要求更正" : null, full && card is not null ? [.. card.Result.Select(r => $"{ResultFields.Word(r.Key)}：{r.Value}")] : []);
    }

    private static MatterRow Licence(StartUpCase c, Matter matter, DateOnly today) => c.State switch
    {
        StartUpState.Issued or StartUpState.Delivered or StartUpState.Archived => new(matter, "已办好", Tone.G, $"{matter.DepartmentWord}　{Time(c.IssuedAt, today)}", false, null, []),
        _ => new(matter, c.StateInfo.PublicWord, c.StateInfo.Tone, c.ReceivedAt is { } at ? $"{matter.DepartmentWord}　{Time(at, today)}收到" : matter.DepartmentWord, false, null, []),
    };

    // Both times of a late receipt are shown: outages and late reports no longer hide the real opening time.
    private static string Finished(StartUpMatter row, string who, DateOnly today) =>
        row is { BusinessCompletedAt: { } done, ReportedAt: { } reported } && ChinaTime.DayOf(reported) > ChinaTime.DayOf(done)
            ? $"{who}　实际办成{Time(done, today)}，{Time(reported, today)}才报来"
            : $"{who}　{Time(row.BusinessCompletedAt, today)}";

    private static string Typical(DepartmentCard? department) => department?.TypicalMinutes switch
    {
        null or <= 0 => "",
        >= 60 and var m when m % 60 == 0 => $"，一般{m / 60}小时",
        var m => $"，一般{m}分钟",
    };

    private static string Time(DateTime? at, DateOnly today) => at is not { } t ? "" : ChinaTime.DayOf(t) == today ? $"{ChinaTime.At(t):H:mm}" : ChinaTime.Moment(t, today);

    private static List<TimelineLine> Timeline(StartUpCase c)
    {
        List<TimelineLine> lines = [];
        void Add(DateTime? at, string what, string? who = null)
        {
            if (at is { } t)
                lines.Add(new TimelineLine(t, what, who));
        }

        Add(c.FirstSubmittedAt, "您提交了申请");
        if (c.SubmissionNo > 1)
            Add(c.SubmittedAt, "您重新提交");
        Add(c.AcceptedAt, "已受理", "市场监管局");
        Add(c.DecidedAt, c.State switch { StartUpState.Refused => "不予登记", StartUpState.NotAccepted => "不予受理", StartUpState.Returned => "要求补正", _ => "准予登记" }, "市场监管局");
        foreach (var m in c.Matters.Where(m => m.Selected && m.Matter != Matter.Establishment))
            Add(m.BusinessCompletedAt, $"{Matter.Of(m.Matter).Word}办好", Matter.Of(m.Matter).DepartmentWord);
        return [.. lines.OrderByDescending(l => l.At)];
    }
}
