using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.AutoApproval;

public sealed class AutoDutyForm
{
    /// <summary>take or leave.</summary>
    public string? Act { get; set; }
}

/// <summary>A registrar takes today's duty: from now on automatic approvals are made in this registrar's name. Nobody is put on duty by somebody else.</summary>
internal sealed class TakeAutoDutyHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(AutoDutyForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var today = clock.Today();
        var duty = await db.Set<AutoDuty>().SingleOrDefaultAsync(d => d.Day == today, ct);
        if (form.Act is not ("take" or "leave"))
            return new Problem("act-required", "请选择值班还是交班", nameof(form.Act));
        if (form.Act == "take" && duty?.AccountId is { } other && other != actor.AccountId)
            return new Problem("duty-taken", $"今天由{duty.Name}值班。请先由其交班", null, "R-8.6");
        if (form.Act == "leave" && duty?.AccountId != actor.AccountId)
            return new Problem("duty-not-yours", "今天不是您值班，不用交班", null, "R-8.6");
        if (duty is null)
            db.Add(duty = new AutoDuty { Day = today });
        (duty.AccountId, duty.Name, duty.At) = form.Act == "take" ? (actor.AccountId, actor.Name, clock.UtcNow()) : (null, null, clock.UtcNow());
        log.Record(actor, "AutoDutyTaking", null, new AutoDutyTaken(today, duty.AccountId));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("duty-taken", "同事刚刚接了今天的班。请刷新页面", null, "R-8.6");
        }

        return form.Act == "take" ? "今天的自动审批由您负责" : "已交班，没有人值班时都由人工审查";
    }
}

public sealed class RecheckAutoForm
{
    /// <summary>right or wrong.</summary>
    public string? Result { get; set; }
    public string? Note { get; set; }
}

/// <summary>The second look at an approval that was drawn; never by the registrar in whose name it was made.</summary>
internal sealed class RecheckAutoHandler(AppDb db, Qishi.Modules.Worklist.Contracts.IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<AutoVerdictRow?> FindAsync(Guid id, CancellationToken ct) => db.Set<AutoVerdictRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct);

    public async Task<Result<string>> HandleAsync(Guid id, RecheckAutoForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<AutoVerdictRow>().SingleOrDefaultAsync(v => v.Id == id, ct) is not { Drawn: true } verdict)
            return new Problem("not-drawn", "这件没有被抽中复查");
        if (verdict.Right is not null)
            return new Problem("rechecked-before", $"这件已由{verdict.CheckedBy}复查过，没有重复登记");
        if (verdict.RegistrarId == actor.AccountId)
            return new Problem("same-person", "这件是以您的名义自动审批的，须由其他人复查", null, "R-8.6");
        var note = NormalisedText.Text(form.Note);
        if (form.Result is not ("right" or "wrong"))
            return new Problem("result-missing", "请选择复查结果", nameof(form.Result));
        if (note.Length > 500 || (form.Result == "wrong" && note.Length == 0))
            return new Problem("note-missing", note.Length == 0 ? "有错误的，请写明问题和处理意见" : "说明最多500个字。请缩短", nameof(form.Note));
        (verdict.Right, verdict.Note, verdict.CheckedBy, verdict.CheckedAt) = (form.Result == "right", note.Length == 0 ? null : note, actor.NameOnRecord, clock.UtcNow());
        await worklist.CloseAsync(AutoApprovals.ItemKey(id), ct);
        log.Record(actor, "AutoRechecking", null, new AutoApprovalRechecked(id, verdict.CaseNo, verdict.Right.Value));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("rechecked-before", "这件刚由同事复查过，没有重复登记");
        }

        return "已登记复查结果";
    }
}
