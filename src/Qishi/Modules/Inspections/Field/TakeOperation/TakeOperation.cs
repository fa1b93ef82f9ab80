using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.Field.TakeOperation;

/// <summary>
/// Takes what an inspector did with the phone, each operation once: its id is the phone's and is kept with it, so a repeat hears the first answer. Items and signatures carry the version the phone
/// had seen; where somebody was faster with something else, nothing is written and both are shown. What is refused stays on the phone.
/// </summary>
internal sealed class TakeOperationHandler(AppDb db, IDocuments documents, FieldSubmission submission, ILicenceFacts licences, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly Problem Foreign = new("visit-foreign", "这一户不在您名下，可能已经换人。内容还在手机上，请联系双随机联席办");

    public async Task<FieldAnswer> HandleAsync(FieldOperation op, IFormFile? file, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await OnceAsync(op, file, ct);
                if (attempt == 2 || answer.Problems.All(p => p.Code != "recorded"))
                    return answer;
            }
            catch (DbUpdateException) when (attempt < 2)
            {
                // The same operation or a colleague's arrived at the same moment: the next look finds it.
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task<FieldAnswer> OnceAsync(FieldOperation op, IFormFile? file, CancellationToken ct)
    {
        if (await db.Set<FieldEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == op.Id, ct) is { } before)
            return before.AccountId == actor.AccountId && before.VisitId == op.Visit ? FieldAnswer.Done(before.Number, repeated: true) : FieldAnswer.Refused(Foreign);
        if (!actor.May(Permissions.Check) || await db.Set<Visit>().Include(v => v.Inspectors).Include(v => v.Parts).ThenInclude(p => p.Results).AsSplitQuery().SingleOrDefaultAsync(v => v.Id == op.Visit, ct) is not { } visit
            || visit.Inspectors.FirstOrDefault(i => i.AccountId == actor.AccountId && i.ReplacedAt is null) is not { } self || visit.Parts.FirstOrDefault(p => p.Department == self.Department) is not { } part)
            return FieldAnswer.Refused(Foreign);
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == visit.TaskId, ct);
        if (Closed(op, visit, task, part) is { } closed)
            return FieldAnswer.Refused(closed);
        var value = (op.Value ?? new FieldValue()).Clean();
        var licence = op.Kind == FieldEntry.Arrive && value.Scanned is not null ? (await licences.FindAsync(visit.ObjectCode, ct))?.Slots.GetValueOrDefault("VerifyUrl") : null;
        if (OperationRules.Check(op, value, visit, part, file is not null, licence).ToList() is { Count: > 0 } problems)
            return FieldAnswer.Refused(problems);
        var (key, now) = (KeyOf(op, self), clock.UtcNow());
        var latest = await db.Set<FieldEntry>().AsNoTracking().Where(e => e.VisitId == visit.Id && e.Key == key).OrderByDescending(e => e.Number).FirstOrDefaultAsync(ct);
        var text = value.Write();
        if (op.Kind is FieldEntry.Item or FieldEntry.Sign && latest is not null && latest.Number != op.Base && latest.Value != text)
            return FieldAnswer.Conflict(latest);
        Guid? material = null;
        if (file is not null && op.Kind is FieldEntry.Photo or FieldEntry.Sign or FieldEntry.Aside)
        {
            await using var stream = file.OpenReadStream();
            var taken = await documents.AcceptAsync(stream, op.Kind == FieldEntry.Photo ? $"现场照片-{op.Id:N}" : "当事人签名.png", FieldSubject.Of(visit), op.Kind == FieldEntry.Photo ? "visit-photo" : "signature", ct);
            if (!taken.Ok)
                return FieldAnswer.Refused(taken.Problems);
            material = taken.Value.Id;
        }

        var entry = new FieldEntry
        {
            Id = op.Id,
            VisitId = visit.Id,
            AccountId = actor.AccountId!.Value,
            By = actor.NameOnRecord,
            Key = key,
            Number = (latest?.Number ?? 0) + 1,
            Value = text,
            MaterialId = material,
            At = op.At.UtcDateTime < now ? op.At.UtcDateTime : now,
            ReceivedAt = now,
        };
        db.Add(entry);
        Times(visit, op, entry, now);
        log.Record(actor, "FieldWorking", null, new FieldOperationTaken(task.No, visit.No, visit.ObjectCode, op.Kind!));
        if (op.Kind == FieldEntry.Submit)
            return await SubmitAsync(visit, task, part, self, value, entry, ct);
        await db.SaveChangesAsync(ct);
        return FieldAnswer.Done(entry.Number);
    }

    /// <summary>Entry, record and results in one transaction: the same handler as at the desk decides and saves.</summary>
    private async Task<FieldAnswer> SubmitAsync(Visit visit, InspectionTask task, VisitPart part, VisitInspector self, FieldValue value, FieldEntry entry, CancellationToken ct)
    {
        var result = await submission.SubmitAsync(visit, task, part, self, value, ct);
        if (result.Ok)
            return FieldAnswer.Done(entry.Number);
        db.ChangeTracker.Clear();
        return FieldAnswer.Refused(result.Problems);
    }

    private static Problem? Closed(FieldOperation op, Visit visit, InspectionTask task, VisitPart part) =>
        task.State is not (TaskState.Dispatched or TaskState.InProgress) ? new("task-stopped", $"任务“{task.Name}”现在是“{TaskFlow.Flow[task.State].Word}”，不能再记。内容还在手机上")
        : op.Kind == FieldEntry.Leave && visit.State == VisitState.Submitted ? null
        : !VisitFlow.Open.Contains(visit.State) ? new("visit-closed", $"这一户现在是“{VisitFlow.Flow[visit.State].Word}”，不能再改。内容还在手机上")
        : part.SubmittedAt is not null && op.Kind != FieldEntry.Leave ? new("part-submitted", $"{part.SubmittedBy}已经提交了本部门的结果，没有再改。内容还在手机上，确实要改的请审核人退回")
        : null;

    private static string KeyOf(FieldOperation op, VisitInspector self) => op.Kind switch
    {
        FieldEntry.Item => $"{op.Kind}:{op.Item}",
        FieldEntry.Aside => $"{op.Kind}:{op.Item ?? FieldEntry.Sign}",
        FieldEntry.Photo => $"{op.Kind}:{op.Id:N}",
        FieldEntry.Arrive or FieldEntry.Leave => $"{op.Kind}:{self.AccountId:N}",
        _ => $"{op.Kind}:{self.Department}",
    };

    /// <summary>First to arrive and last to leave, by the time on the phones.</summary>
    private static void Times(Visit visit, FieldOperation op, FieldEntry entry, DateTime now)
    {
        if (op.Kind == FieldEntry.Arrive)
        {
            visit.ArrivedAt = visit.ArrivedAt is { } earlier && earlier < entry.At ? earlier : entry.At;
            if (visit.State != VisitState.OnSite)
                visit.Move(VisitFlow.Arrive, now);
        }
        else if (op.Kind == FieldEntry.Leave)
        {
            visit.LeftAt = visit.LeftAt is { } later && later > entry.At ? later : entry.At;
        }
    }
}

/// <summary>The way in for the phone's script: a form with the operation as JSON and, with photos and signatures, the picture.</summary>
internal static class OperationPost
{
    public static async Task<IResult> HandleAsync(IFormCollection form, TakeOperationHandler handler, CancellationToken ct)
    {
        if (FieldOperation.Read(form["op"]) is not { } op)
            return Results.Json(FieldAnswer.Refused(new Problem("operation-unreadable", "手机传来的内容读不出来，没有记下。内容还在手机上")), statusCode: StatusCodes.Status400BadRequest);
        var answer = await handler.HandleAsync(op, form.Files.Count > 0 ? form.Files[0] : null, ct);
        return Results.Json(answer, statusCode: answer.State switch
        {
            "done" => StatusCodes.Status200OK,
            "conflict" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        });
    }
}
