using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.ReviewCase;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.RecheckCases;

public sealed class RecheckCaseForm
{
    public string? Result { get; set; }
    public string? Note { get; set; }
}

/// <summary>Records what the second look found; by somebody else than the decider, once.</summary>
internal sealed class RecheckCaseHandler(AppDb db, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public static string ItemKey(Guid id) => "startup.recheck:" + id.ToString("N");

    /// <returns>The sentence; null when there is no such re-check.</returns>
    public async Task<Result<string>?> HandleAsync(Guid id, RecheckCaseForm form, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<Recheck>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } recheck)
            return null;
        var result = Decide(recheck, form, actor);
        if (!result.Ok)
            return Result<string>.Refused(result.Problems);
        (recheck.Result, recheck.Note, recheck.CheckedBy, recheck.CheckedByName, recheck.CheckedAt) = (result.Value, NormalisedText.Text(form.Note), actor.AccountId, actor.Name, clock.UtcNow());
        await worklist.CloseAsync(ItemKey(id), ct);
        log.Record(actor, "CaseRechecking", null, new StartUpRechecked(recheck.CaseNo, result.Value.ToString()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("rechecked-before", "这件刚由同事复查过，没有重复登记");
        }

        return $"已登记复查结果：{Recheck.Word(result.Value)}";
    }

    internal static Result<RecheckResult> Decide(Recheck recheck, RecheckCaseForm form, Actor actor)
    {
        if (!actor.May(Permissions.Recheck))
            return new Problem("not-permitted", "您的账号没有“复查”权限。需要办理的，请联系登记注册股负责人");
        if (recheck.Result is not null)
            return new Problem("rechecked-before", $"这件已由{recheck.CheckedByName}复查过，没有重复登记");
        if (recheck.DecidedBy == actor.AccountId)
            return new Problem("same-person", "这件是您自己审核的，须由其他人复查");
        if (!Enum.TryParse<RecheckResult>(form.Result, out var result) || !Enum.IsDefined(result))
            return new Problem("result-missing", "请选择复查结果", nameof(form.Result));
        var note = NormalisedText.Text(form.Note);
        if (note.Length > WriteOpinionsHandler.Longest || (result != RecheckResult.Right && note.Length == 0))
            return new Problem("note-missing", note.Length == 0 ? "有瑕疵或有错误的，请写明问题和处理意见" : $"说明最多{WriteOpinionsHandler.Longest}个字。请缩短", nameof(form.Note));
        return result;
    }
}
