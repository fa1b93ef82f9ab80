using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Licences.ShowCode;

public sealed class ShowCodeForm
{
    public string? Purpose { get; set; }
}

/// <summary>A code on the screen.</summary>
internal sealed record ShownCode(Holding Holding, LicenceUse Use, string? Code);

/// <summary>Shows the licence as a code that counts for a few minutes: first the row in the log of uses, then the code.</summary>
internal sealed class ShowCodeHandler(AppDb db, LicenceDoor door, LicenceBook book, IBureauSigning bureau, IRules rules, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<Guid>?> HandleAsync(string uscc, ShowCodeForm form, string key, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding)
            return null;
        if (await once.FindAsync(key, ct) is { } done)
            return (Result<Guid>)Guid.Parse(done);
        if (form.Purpose is null || !holding.Matters.Contains(form.Purpose))
            return new Problem("purpose-none", holding.Matters.Count == 0 ? "执照冻结期间，被授权人不能使用" : "请选择出示的用途", nameof(form.Purpose));
        if (await book.CurrentAsync(uscc, ct) is not { State: ElectronicLicenceState.Valid or ElectronicLicenceState.Frozen } licence)
            return new Problem("licence-void", "这张执照已经失效，不能出示", nameof(form.Purpose));
        var now = clock.UtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var minutes = (await rules.BookAsync(ct)).Int("elicence.qrMinutes", clock.Today());
        var use = new LicenceUse
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Uscc = uscc,
            No = licence.No,
            Kind = LicenceUseKind.Shown,
            Purpose = form.Purpose,
            By = holding.By,
            AccountId = actor.AccountId,
            GrantId = holding.Grant?.Id,
            At = now,
            ExpiresAt = now.AddMinutes(minutes),
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
        };
        db.Add(use);
        once.Remember(key, use.Id.ToString());
        log.Record(actor, "ElectronicLicenceShowing", null, new ElectronicLicenceUsed(use.Id, uscc, nameof(LicenceUseKind.Shown), use.Purpose));
        await db.SaveChangesAsync(ct);
        return (Result<Guid>)use.Id;
    }

    /// <summary>The code of a use of one's own; without a code when its time is over.</summary>
    public async Task<ShownCode?> FindAsync(string uscc, Guid id, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding
            || await db.Set<LicenceUse>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.Uscc == uscc && u.Kind == LicenceUseKind.Shown && u.AccountId == actor.AccountId, ct) is not { } use)
            return null;
        return new(holding, use, use.ExpiresAt > clock.UtcNow() ? await WriteAsync(use, ct) : null);
    }

    internal async Task<string> WriteAsync(LicenceUse use, CancellationToken ct)
    {
        var bytes = LicenceCode.Bytes(new(use.Id, use.Uscc, use.No, Seconds(use.At), Seconds(use.ExpiresAt!.Value), use.Nonce!, use.Purpose));
        return LicenceCode.Write(bytes, (await bureau.SignAsync(bytes, ct)).Signature);
    }

    private static long Seconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds();
}
