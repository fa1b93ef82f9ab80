using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.RepairDeadLetters;

public sealed class SettleLettersForm
{
    /// <summary>Ids ticked.</summary>
    public List<string> Ids { get; set; } = [];

    public string? Note { get; set; }
}

/// <summary>Somebody found out about unusable messages and says what: the department will send again, it was a test, an attack was reported.</summary>
internal sealed class SettleLettersHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<int>> HandleAsync(SettleLettersForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Repair))
            return OwnHandOvers.NotThere;
        var problems = new List<Problem>();
        var ids = form.Ids.Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).Distinct().Take(200).ToList();
        if (ids.Count == 0)
            problems.Add(new("nothing-chosen", "请先勾选要了结的来件", nameof(form.Ids)));
        var note = NormalisedText.Text(form.Note);
        if (note.Length is 0 or > 300)
            problems.Add(new("note-missing", "请写明查到的原因和怎么处理的，300字以内", nameof(form.Note)));
        if (problems.Count > 0)
            return Result<int>.Refused(problems);
        var rows = await db.ToSettle().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Department }).ToListAsync(ct);
        foreach (var row in rows)
            db.Add(new SettledLetter { ReceiptId = row.Id, Note = note, SettledById = actor.AccountId, SettledBy = actor.NameOnRecord, SettledAt = clock.UtcNow() });
        if (rows.Count == 0)
            return new Problem("nothing-left", "勾选的已经有人了结了。请刷新页面查看");
        log.Record(actor, "DeadLetterSettling", null, rows.Select(r => new DeadLetterSettled(r.Id, r.Department, TakenAgain: false)));
        try
        {
            await db.SaveChangesAsync(ct);
            return rows.Count;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return new Problem("nothing-left", "其中有的刚刚有人了结了。请刷新页面后再试");
        }
    }
}
