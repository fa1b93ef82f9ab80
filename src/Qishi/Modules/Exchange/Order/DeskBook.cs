using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Order;

/// <summary>Hand-overs on desks. Laying one is its delivery: the attempt is on record like any other, and no worker looks at it.</summary>
internal sealed class DeskBook(AppDb db, EventLog log, Actor actor, TimeProvider clock) : IDeskHandOvers
{
    public Task<bool> HasDeskAsync(string department, CancellationToken ct) => db.Set<Department>().AnyAsync(d => d.Code == department, ct);

    public async Task<bool> IsLaidAsync(string uscc, string matter, CancellationToken ct) => await FindAsync(uscc, matter, ct) is not null;

    public void Lay(HandOverOrder order) => Add(HandOverBook.Row(order, 1, 0, atDesk: true, clock));

    public async Task RedirectAsync(string uscc, string matter, string department, DateTime dueUtc, CancellationToken ct)
    {
        var old = await FindAsync(uscc, matter, ct) ?? throw new InvalidOperationException($"{uscc} has no hand-over of {matter} on a desk.");
        if (old.Status != HandOverStatus.Rejected)
            await SendBackAsync(uscc, matter, "改由其他部门办理", ct);
        old.Current = false;
        Add(HandOverBook.Row(new(old.CaseNo, old.Uscc, old.EntityName, matter, department, old.Payload, clock.UtcNow(), dueUtc), old.PayloadVersion + 1, 0, atDesk: true, clock));
    }

    public async Task ReceiveAsync(string uscc, string matter, DateTime atUtc, CancellationToken ct) =>
        Record(await FindAsync(uscc, matter, ct) is { } row ? row.Acknowledge(atUtc, clock.UtcNow()) : []);

    public async Task FinishAsync(string uscc, string matter, DateTime doneAtUtc, IReadOnlyDictionary<string, string> result, CancellationToken ct) =>
        Record(await FindAsync(uscc, matter, ct) is { } row ? row.Complete(doneAtUtc, clock.UtcNow(), JsonSerializer.Serialize(result, Wire.Json)) : []);

    public async Task SendBackAsync(string uscc, string matter, string sentence, CancellationToken ct) =>
        Record(await FindAsync(uscc, matter, ct) is { } row ? row.Return("OTHER", sentence, isApplicants: false, clock.UtcNow(), clock.UtcNow()) : []);

    private void Add(HandOver row)
    {
        var now = clock.UtcNow();
        var events = row.Deliver(now, row.DueAt, RouteKind.Desk).ToList();
        db.Add(row);
        db.Add(new Attempt
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            HandOverId = row.Id,
            Department = row.Department,
            No = ++row.Attempts,
            At = now,
            Outcome = AttemptOutcome.Delivered,
            Sentence = "放到部门的联络员工作台",
        });
        log.Record(actor, "HandOverDelivering", null, events);
    }

    private async Task<HandOver?> FindAsync(string uscc, string matter, CancellationToken ct) =>
        db.Set<HandOver>().Local.FirstOrDefault(h => h.AtDesk && h.Current && h.Uscc == uscc && h.Matter == matter)
        ?? await db.Set<HandOver>().SingleOrDefaultAsync(h => h.AtDesk && h.Current && h.Uscc == uscc && h.Matter == matter, ct);

    private void Record(IEnumerable<IEvent> happened)
    {
        if (happened.ToList() is { Count: > 0 } events)
            log.Record(actor, "HandOverAtDesk", null, events);
    }
}
