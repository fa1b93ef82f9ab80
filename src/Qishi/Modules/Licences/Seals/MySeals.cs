using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Licences.Seals;

public sealed class MoveSealForm
{
    public string? Seal { get; set; }
    public string? Move { get; set; }
    public string? Kind { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Seals of one's own entity: take them over, stop and resume them, give them up, apply for more.</summary>
internal sealed class MySealsHandler(AppDb db, LicenceDoor door, SealBook book, IRegistration registration, EventLog log, Actor actor, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<(Holding Holding, IReadOnlyList<ElectronicSeal> Seals, IReadOnlyList<SealUse> Uses)?> ShowAsync(string uscc, CancellationToken ct)
    {
        if (await FindAsync(uscc, ct) is not { } holding)
            return null;
        var seals = await db.Set<ElectronicSeal>().AsNoTracking().Where(s => s.Owner == uscc).OrderBy(s => s.Kind).ThenByDescending(s => s.AppliedAt).Take(Most).ToListAsync(ct);
        var uses = db.Set<SealUse>().AsNoTracking().Where(u => u.Owner == uscc);
        if (holding.Grant is { } g)
            uses = uses.Where(u => u.GrantId == g.Id);
        return (holding, seals, await uses.OrderByDescending(u => u.At).ThenByDescending(u => u.Id).Take(Most).ToListAsync(ct));
    }

    /// <summary>Who controls the seals: the holder; under a grant for sealing only to use them.</summary>
    public async Task<Holding?> FindAsync(string uscc, CancellationToken ct) => await door.FindAsync(uscc, ct) is { } h && (h.IsHolder || h.Matters.Contains(LicenceMatters.Seal)) ? h : null;

    public async Task<Result<string>?> MoveAsync(string uscc, MoveSealForm form, CancellationToken ct)
    {
        if (await FindAsync(uscc, ct) is not { IsHolder: true } || !Guid.TryParse(form.Seal, out var id) || await db.Set<ElectronicSeal>().SingleOrDefaultAsync(s => s.Id == id && s.Owner == uscc, ct) is not { } seal)
            return null;
        return await StepAsync(seal, form, "持有人办理", ct);
    }

    /// <summary>The step of a seal by its holder or by the desk.</summary>
    public async Task<Result<string>> StepAsync(ElectronicSeal seal, MoveSealForm form, string reason, CancellationToken ct)
    {
        if (form.Move is not (SealFlow.Activate or SealFlow.Stop or SealFlow.Resume or SealFlow.Cancel))
            return new Problem("move-none", "请选择要办的事", nameof(form.Move));
        if (seal.Move(form.Move, clock.UtcNow(), reason) is { Ok: false } refused)
            return Result<string>.Refused(refused.Problems);
        log.Record(actor, "SealMoving", NormalisedText.Text(form.Reason) is { Length: > 0 } why ? why : null, new ElectronicSealMoved(seal.Id, seal.Owner, form.Move, seal.State.ToString()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("seal-changed", "这枚印章刚刚有变化，请刷新页面再办", nameof(form.Move));
        }

        return $"{SealBook.Word(seal.Kind)}：{SealFlow.Flow[seal.State].Word}";
    }

    public async Task<Result<string>?> ApplyAsync(string uscc, MoveSealForm form, CancellationToken ct)
    {
        if (await FindAsync(uscc, ct) is not { IsHolder: true } holding)
            return null;
        if (holding.Frozen)
            return new Problem("frozen", "主体歇业、正在退出或者执照已失效，不能申请印章", nameof(form.Kind));
        if (!Enum.TryParse<SealKind>(form.Kind, out var kind) || kind == SealKind.Authority || !Enum.IsDefined(kind))
            return new Problem("kind-required", "请选择印章", nameof(form.Kind));
        var e = (await registration.FindAsync(uscc, ct))!;
        if ((await book.ApplyAsync(uscc, holding.Name, e.HeadName, [kind], null, actor, ct)).Count == 0)
            return new Problem("kind-held", "已经有这种印章。旧的注销以后才能再申请", nameof(form.Kind));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("kind-held", "刚刚已经申请过这种印章", nameof(form.Kind));
        }

        return $"已申请{SealBook.Word(kind)}，制作和备案后请来领用";
    }
}
