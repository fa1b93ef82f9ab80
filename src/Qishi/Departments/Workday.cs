using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>What the departments do with what they received, step by step, and the receipts they send. One round does everything that is due.</summary>
internal sealed class Workday(DepartmentsOptions options, SteeringDesk steering, SemaphoreSlim writing, ReportDoors doors, TimeProvider clock)
{
    private const int AtOnce = 300;

    public async Task RoundAsync(CancellationToken ct)
    {
        // Without waits a step makes the next one due at once.
        while (await WorkAsync(ct) > 0)
        {
        }

        foreach (var habit in Habit.All)
            await ReportAsync(habit, ct);
    }

    private async Task<int> WorkAsync(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            await using var db = new DepartmentsDb(options.File);
            var now = clock.UtcNow();
            var up = Habit.All.Where(h => !steering[h.Code].IsDown(now)).Select(h => h.Code).ToList();
            var rows = await db.Received.Where(r => r.NextStepAt <= now && up.Contains(r.Department)).OrderBy(r => r.NextStepAt).Take(AtOnce).ToListAsync(ct);
            foreach (var row in rows)
                Step(db, row, Habit.Of(row.Department)!, now);
            await db.SaveChangesAsync(ct);
            return rows.Count;
        }
        finally
        {
            writing.Release();
        }
    }

    private void Step(DepartmentsDb db, ReceivedHandOver row, Habit habit, DateTime now)
    {
        var slow = steering[habit.Code].Mode == "slow" ? 10 : 1;
        switch (row.Status)
        {
            case "RECEIVED":
                (row.Status, row.NextStepAt) = ("ACKED", habit.ReportsStart ? now.AddSeconds(options.Pace) : habit.DoneAt(now, options.Pace * slow));
                Say(db, row, now, new WireReceipt("", row.Key, "ACKED", now, row.PayloadDigest));
                break;
            case "ACKED" when habit.ReportsStart:
                (row.Status, row.NextStepAt) = ("PROCESSING", habit.DoneAt(now, options.Pace * slow));
                Say(db, row, now, new WireReceipt("", row.Key, "PROCESSING", now, row.PayloadDigest));
                break;
            case "ACKED" or "PROCESSING":
                row.NextStepAt = null;
                if (row.MobileDiffers || steering[habit.Code].Script.SendsBack(row.Key, row.Version) || steering.Take(habit.Code, s => s.RejectNext, (s, n) => s with { RejectNext = n }))
                {
                    row.Status = "REJECTED";
                    var (code, mine) = row.MobileDiffers || habit.ChecksMobile ? ("MOBILE_MISMATCH", true) : ("ADDRESS_UNCLEAR", false);
                    Say(db, row, now, new WireReceipt("", row.Key, "REJECTED", now, row.PayloadDigest, ReturnCode: code, ApplicantsData: mine, Sentence: mine ? "手机号与本行留存的不一致，请核对后更正" : "地址没有写到门牌号，请补充"));
                    break;
                }

                row.Status = "DONE";
                row.Effects++;
                Say(db, row, now, new WireReceipt("", row.Key, "DONE", now, row.PayloadDigest, BusinessCompletedAt: now, Result: habit.Result(row.Id)));
                break;
        }
    }

    private static void Say(DepartmentsDb db, ReceivedHandOver row, DateTime now, WireReceipt receipt)
    {
        var id = $"{row.Department}-{row.Id}-{receipt.Kind}";
        db.Add(new OutgoingReceipt { Id = id, Department = row.Department, Key = row.Key, Json = JsonSerializer.Serialize(receipt with { ReceiptId = id }, Wire.Json), Door = row.Door, NextAt = now });
    }

    private async Task ReportAsync(Habit habit, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (steering[habit.Code].IsDown(now) || options.Secret(habit.Code) is null || options.Signer(habit.Code) is null)
            return;
        List<OutgoingReceipt> due;
        await using (var db = new DepartmentsDb(options.File))
            due = await db.Outgoing.AsNoTracking().Where(o => o.Department == habit.Code && o.NextAt <= now).OrderBy(o => o.NextAt).ThenBy(o => o.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var group in due.GroupBy(o => o.Door))
            await ReportAsync(habit, group.Key, [.. group], now, ct);
    }

    private async Task ReportAsync(Habit habit, Door door, List<OutgoingReceipt> due, DateTime now, CancellationToken ct)
    {
        var fault = steering[habit.Code].Script.OnReport(due[0].Id, due[0].Attempts + 1);
        steering.Note(door, fault);
        var bundle = fault == Fault.Reorder ? due.AsEnumerable().Reverse() : due;
        // Signed when they are sent: what goes together stands under one signature.
        var signer = options.Signer(habit.Code)!.Value;
        var receipts = bundle.Select(o => JsonSerializer.Deserialize<WireReceipt>(o.Json, Wire.Json)!).ToList();
        var body = System.Text.Encoding.UTF8.GetBytes("[" + string.Join(',', WireReceipt.Sign(receipts, habit.Code, signer.Certificate.Fingerprint, signer.PrivateKey, now)) + "]");
        var taken = await doors.SendAsync(habit, door, due[0].Id + "-" + (due[0].Attempts + 1), body, fault, ct);
        if (taken && (fault == Fault.Duplicate || steering.Take(habit.Code, s => s.DuplicateReceipts, (s, n) => s with { DuplicateReceipts = n })))
            await doors.SendAsync(habit, door, due[0].Id + "-again", body, Fault.None, ct);
        await writing.WaitAsync(ct);
        try
        {
            await using var db = new DepartmentsDb(options.File);
            var ids = due.ConvertAll(o => o.Id);
            foreach (var row in await db.Outgoing.Where(o => ids.Contains(o.Id)).ToListAsync(ct))
            {
                row.Attempts++;
                row.NextAt = taken ? null : now.AddSeconds(Math.Min(60, 1 << Math.Min(row.Attempts, 6)) * options.Pace);
            }

            await db.SaveChangesAsync(ct);
        }
        finally
        {
            writing.Release();
        }
    }
}
