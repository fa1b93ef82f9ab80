using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.Seals;

/// <summary>Applications for seals and their end, in the caller's unit of work.</summary>
internal sealed class SealBook(AppDb db, EventLog log, TimeProvider clock)
{
    private static readonly SealState[] Open = [SealState.Applied, SealState.Made, SealState.Filed, SealState.Active, SealState.Stopped];

    private static readonly Dictionary<string, SealKind> Codes = new()
    {
        ["NAME"] = SealKind.Official,
        ["FINANCE"] = SealKind.Finance,
        ["INVOICE"] = SealKind.Invoice,
        ["CONTRACT"] = SealKind.Contract,
        ["LEGALREP"] = SealKind.LegalRep,
    };

    public static string Word(SealKind kind) => kind switch
    {
        SealKind.Official => "公章（法定名称章）",
        SealKind.Finance => "财务专用章",
        SealKind.Invoice => "发票专用章",
        SealKind.Contract => "合同专用章",
        SealKind.LegalRep => "法定代表人（经营者）名章",
        _ => "营业执照专用章",
    };

    /// <summary>Kinds of a list of codes as the parameters and the start-up form have them.</summary>
    public static IEnumerable<SealKind> Kinds(IEnumerable<string> codes) => codes.Select(c => Codes.TryGetValue(c, out var kind) ? kind : (SealKind?)null).OfType<SealKind>();

    /// <summary>Applies for the kinds of which there is none that is not ended.</summary>
    public async Task<IReadOnlyList<ElectronicSeal>> ApplyAsync(string owner, string ownerName, string headName, IEnumerable<SealKind> kinds, string? caseNo, Actor by, CancellationToken ct)
    {
        var have = await db.Set<ElectronicSeal>().Where(s => s.Owner == owner).Select(s => new { s.Kind, s.State }).ToListAsync(ct);
        var (now, made) = (clock.UtcNow(), new List<ElectronicSeal>());
        foreach (var kind in kinds.Distinct().Where(k => !have.Any(h => h.Kind == k && Open.Contains(h.State))))
            made.Add(new()
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Owner = owner,
                Kind = kind,
                EsId = $"{(owner == ElectronicSeal.Bureau ? "BUREAU" : owner)}-{(int)kind + 1}-{have.Count(h => h.Kind == kind) + 1:00}",
                OwnerName = ownerName,
                Name = kind == SealKind.LegalRep ? headName : ownerName,
                AppliedAt = now,
                CaseNo = caseNo,
            });
        db.AddRange(made);
        if (made.Count > 0)
            log.Record(by, "SealApplying", null, made.Select(s => new ElectronicSealMoved(s.Id, owner, "apply", s.State.ToString())));
        return made;
    }

    /// <summary>Ends all that are open, as of a moment (R-12.12).</summary>
    public async Task<IReadOnlyList<SealKind>> CancelAsync(string owner, SealKind? only, string reason, DateTime at, Actor by, CancellationToken ct)
    {
        var open = await db.Set<ElectronicSeal>().Where(s => s.Owner == owner && Open.Contains(s.State) && (only == null || s.Kind == only)).ToListAsync(ct);
        foreach (var s in open)
            s.Move(SealFlow.Cancel, at, reason);
        if (open.Count > 0)
            log.Record(by, "SealCancelling", reason, open.Select(s => new ElectronicSealMoved(s.Id, owner, SealFlow.Cancel, s.State.ToString())));
        return [.. open.Select(s => s.Kind)];
    }
}
