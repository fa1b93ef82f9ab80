using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Platform.Web;

namespace Qishi.Modules.Exchange.LiaisonDesk;

/// <summary>What a liaison's desk shows: the own department's figures of today, its lists, and the one row that is open.</summary>
internal sealed class ShowLiaisonDeskHandler(AppDb db, OwnHandOvers own, IRules rules, IDirectory directory, Actor actor, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Key, string Word, HandOverStatus[] States)> Tabs =
    [
        ("receive", "待接收", [HandOverStatus.Pushed]),
        ("work", "办理中", [HandOverStatus.Acked, HandOverStatus.Processing]),
        ("back", "退回", [HandOverStatus.Rejected]),
        ("done", "已办结", [HandOverStatus.Done, HandOverStatus.ManualDone]),
        ("undelivered", "未送达和人工补录", [HandOverStatus.Pending, HandOverStatus.Failed, HandOverStatus.Outage, HandOverStatus.ManualUnconfirmed]),
    ];

    public Task<Department?> DepartmentAsync(CancellationToken ct) => db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == actor.Department, ct);

    public async Task<DeskFigures> FiguresAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var today = ChinaTime.ToUtc(ChinaTime.DayOf(now), TimeOnly.MinValue);
        var byStatus = await own.All.GroupBy(h => h.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new(
            await own.All.CountAsync(h => h.PushedAt >= today, ct), await own.All.CountAsync(h => h.ReportedAt >= today, ct), await own.All.CountAsync(h => h.ReturnedAt >= today, ct),
            await own.All.CountAsync(h => !HandOverFlow.Final.Contains(h.Status), ct), await own.All.CountAsync(h => !HandOverFlow.Final.Contains(h.Status) && h.DueAt < now, ct),
            Tabs.ToDictionary(t => t.Key, t => t.States.Sum(s => byStatus.GetValueOrDefault(s))));
    }

    public Task<Paged<HandOver>> PageAsync(string tab, ListQuery query, CancellationToken ct)
    {
        var states = Tabs.FirstOrDefault(t => t.Key == tab, Tabs[0]).States;
        var rows = own.All.AsNoTracking().Where(h => states.Contains(h.Status));
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(h => h.EntityName.Contains(word) || h.CaseNo == code || h.Uscc == code);
        }

        return (tab == "done" ? rows.OrderByDescending(h => h.ReportedAt) : rows.OrderBy(h => h.DueAt).ThenBy(h => h.CreatedAt)).PageAsync(query, ct);
    }

    /// <summary>The open row with what the department received; null when it is not theirs.</summary>
    public async Task<OpenRow?> OpenAsync(Guid id, CancellationToken ct)
    {
        if (await own.FindAsync(id, ct) is not { } row)
            return null;
        var record = await db.Set<ManualRecord>().AsNoTracking().Where(m => m.HandOverId == id).OrderByDescending(m => m.RecordedAt).FirstOrDefaultAsync(ct);
        var colleagues = await directory.WithRoleAsync(Roles.Liaison, row.Department, clock.Today(), ct);
        return new(row, PayloadWords.Lines(row.Payload), record, [.. colleagues.Where(c => c.AccountId != record?.RecordedById && c.AccountId != actor.AccountId).Select(c => c.Name)]);
    }

    public async Task<ClockFace> ClocksAsync(CancellationToken ct)
    {
        var (book, days) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        return new(days, book.Int("clock.amberPercent", clock.Today()), book.Int("clock.redPercent", clock.Today()));
    }
}

internal sealed record DeskFigures(int Received, int Done, int SentBack, int Waiting, int Over, IReadOnlyDictionary<string, int> Tabs);

internal sealed record OpenRow(HandOver Row, IReadOnlyList<(string Word, string Value)> Data, ManualRecord? Record, IReadOnlyList<string> SecondPersons);

internal sealed record ClockFace(WorkingDays Days, int Amber, int Red)
{
    public ClockReading Read(HandOver h, DateTime now) => new CaseClock(h.AcceptedAt, h.DueAt, h.DueProvisional, [], h.BusinessCompletedAt).ReadAt(now, Days, Amber, Red);
}
