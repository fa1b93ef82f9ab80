using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.MendHandUp;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Jobs;

namespace Qishi.Modules.Inspections.Jobs;

/// <summary>
/// The receipts of the platform above: for each row of a file, taken or refused with a reason. What is refused becomes a to-do of the joint office. The same receipt twice changes nothing; a receipt
/// for a file in which a result stood before counts no more.
/// </summary>
internal sealed class TakeHandUpReceipts(AppDb db, IInFiles files, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock) : IJob
{
    private const int LongestReason = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var refused in await files.TakeAsync(Wire.Upper, TakeAsync, ct))
        {
            db.ChangeTracker.Clear();
            await worklist.OpenAsync(new NewWorkItem(FileKey(refused.Name), "双随机抽查", $"上级平台的回执{refused.Name}没有接收：{refused.Why}", "核对", Urls.HandedUp, Roles.InspectionOffice, null, null, clock.UtcNow(), null), ct);
            log.Record(actor, "HandUpReceiptTaking", refused.Why, new HandUpReceiptRefused(refused.Name));
            await db.SaveChangesAsync(ct);
        }
    }

    public static string FileKey(string name) => $"inspections.receipt:{name}";

    private async Task<string?> TakeAsync(InFile file, CancellationToken ct)
    {
        if (Read(file.Body) is not { } receipt)
            return "内容不是回执";
        db.ChangeTracker.Clear();
        var answers = receipt.Rows!.DistinctBy(r => r.VisitNo).ToDictionary(r => r.VisitNo!, StringComparer.Ordinal);
        var waiting = await db.Set<HandedUp>().Where(h => h.File == receipt.File && h.State == HandUpState.Sent).OrderBy(h => h.VisitNo).ToListAsync(ct);
        var answered = waiting.FindAll(h => answers.ContainsKey(h.VisitNo));
        var now = clock.UtcNow();
        foreach (var row in answered)
        {
            var answer = answers[row.VisitNo];
            (row.State, row.AnsweredAt, row.Reason) = answer.Result == "ACCEPTED" ? (HandUpState.Accepted, now, null) : (HandUpState.Refused, now, Short(answer.Reason));
        }

        await worklist.OpenAllAsync([.. answered.Where(h => h.State == HandUpState.Refused).Select(h => new NewWorkItem(
            MendHandUpHandler.WorkKey(h.VisitId), "双随机抽查", $"{h.ObjectName}的结果被上级平台退回：{h.Reason}", "改正后重新上报", $"{Urls.HandedUp}?q={h.VisitNo}", Roles.InspectionOffice, null, null, now, null))], ct);
        log.Record(actor, "HandUpReceiptTaking", null, new HandUpReceiptTaken(receipt.File!, answered.Count(h => h.State == HandUpState.Accepted), answered.Count(h => h.State == HandUpState.Refused), answers.Count - answered.Count));
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static Receipt? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Receipt>(body, JsonSerializerOptions.Web) is { Schema: "urn:qishi:inspection-receipts:v1", File.Length: > 0, Rows: { } rows } receipt
                && rows.All(r => r is { VisitNo.Length: > 0, Result: "ACCEPTED" or "REFUSED" }) ? receipt : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(string? reason) => NormalisedText.Text(reason) is { Length: > 0 } told ? told[..Math.Min(told.Length, LongestReason)] : "上级平台没有写明理由";

    /// <param name="File">The file answered, without extension.</param>
    private sealed record Receipt(string? Schema, string? File, IReadOnlyList<ReceiptRow>? Rows);

    private sealed record ReceiptRow(string? VisitNo, string? Result, string? Reason);
}
