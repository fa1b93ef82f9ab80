using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.CheckAndSign;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.SignByInvitation;

/// <summary>What an invited co-signer may see: the firm before the code, everything after it.</summary>
internal sealed record Invitation(StartUpCase Case, int Person, string Name, string Mobile, FormView View, string Digest, bool Signed, bool Outdated);

/// <summary>An invited co-signer reads and signs. The number from the SMS finds the case; the code to their own phone opens it.</summary>
internal sealed class SignByInvitationHandler(AppDb db, FormReview review, IOneTimeCodes codes, IDataProtectionProvider protection, EventLog log, Actor actor, TimeProvider clock)
{
    private static readonly TimeSpan Reading = TimeSpan.FromMinutes(20);

    public async Task<Invitation?> FindAsync(string token, CancellationToken ct)
    {
        if (token.Length > 40)
            return null;
        var key = AskToSignHandler.KeyOf(db, token);
        var request = await db.Set<SignRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.TokenKey == key, ct);
        var c = request is null ? null : await db.Set<StartUpCase>().Include(x => x.Matters).SingleOrDefaultAsync(x => x.Id == request.CaseId, ct);
        if (c is null)
            return null;
        var a = c.ReadAnswers();
        var view = new FormView(c, a, await review.ContextAsync(c, a, ct));
        var digest = Signers.DigestOf(a, view.Context);
        var signed = await db.Set<Signature>().AnyAsync(s => s.CaseId == c.Id && s.Person == request!.Person && s.Digest == digest, ct);
        return new(c, request!.Person, a.Of(request.Person, "Name"), a.Of(request.Person, "Mobile"), view, digest, signed, !c.MayEdit || !a.People.Contains(request.Person) || request.Digest != digest);
    }

    public async Task<Result<DateTime>> SendCodeAsync(Invitation i, CancellationToken ct)
    {
        if (i.Outdated || i.Signed)
            return Old();
        var sent = await codes.SendAsync(i.Mobile, Purpose(i), "用于确认企业开办申请", ct);
        if (sent.Ok)
            await db.SaveChangesAsync(ct);
        return sent;
    }

    /// <summary>The right code opens the form for reading; the ticket stands in the form that signs.</summary>
    public async Task<Result<string>> OpenAsync(Invitation i, string? code, CancellationToken ct)
    {
        if (i.Outdated || i.Signed)
            return Old();
        if (!await codes.CheckAsync(i.Mobile, Purpose(i), NormalisedText.Codes(code), ct))
            return new Problem("code-wrong", "验证码不对或已过期。请重新获取，5分钟内有效", "Code");
        await db.SaveChangesAsync(ct);
        return Protector.Protect(Purpose(i), Reading);
    }

    public bool IsOpen(Invitation i, string? ticket)
    {
        try
        {
            return ticket is { Length: > 0 and < 2000 } && Protector.Unprotect(ticket) == Purpose(i);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public async Task<Result<bool>> SignAsync(Invitation i, string? ticket, CancellationToken ct)
    {
        if (i.Signed)
            return false;
        if (i.Outdated)
            return Old();
        if (!IsOpen(i, ticket))
            return new Problem("code-again", "看的时间太久，验证码已失效。请重新获取");
        db.Add(new Signature { Id = Guid.CreateVersion7(clock.GetUtcNow()), CaseId = i.Case.Id, Person = i.Person, Name = i.Name, Digest = i.Digest, Way = SignatureWay.Sms, At = clock.UtcNow() });
        log.Record(actor, "StartUpSigning", null, new StartUpSigned(i.Case.CaseNo, i.Person, nameof(SignatureWay.Sms), i.Digest));
        await db.SaveChangesAsync(ct);
        return true;
    }

    private static Problem Old() => new("invitation-old", "申请内容改过，或者已经提交，这个编号不能用了。请联系申请人重新发短信");

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("startup-sign").ToTimeLimitedDataProtector();

    private static string Purpose(Invitation i) => string.Create(CultureInfo.InvariantCulture, $"startup.sign:{i.Case.CaseNo}:{i.Person}:{i.Digest[..16]}");
}
