using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.Regional;

/// <summary>
/// A person the regional identity provider has verified: found by the keyed digest of the ID number (one person, one account), else a new account with the
/// name, number and mobile the provider gives. The provider's word is a real-name verification.
/// </summary>
internal sealed class RegionalSignInHandler(AppDb db, EventLog log, FieldCipher cipher, SignInSteps steps, CurrentActor current, RegionalOptions options, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(ClaimsPrincipal person, string? returnUrl, CancellationToken ct)
    {
        var id = CitizenId.Parse(person.FindFirstValue(options.IdClaim), clock.Today());
        var name = NormalisedText.Name(person.FindFirstValue(options.NameClaim));
        if (!id.Ok || name.Length == 0)
            return new Problem("regional-incomplete", "统一身份认证没有给出姓名或身份证号码，不能登录。请改用手机号登录，或到大厅办理");
        var key = cipher.CitizenId(id.Value.Value);
        var applicant = await db.Set<Applicant>().SingleOrDefaultAsync(a => a.IdKey == key, ct);
        if (applicant is null)
        {
            var mobile = PhoneNumber.ParseMobile(person.FindFirstValue(options.MobileClaim));
            if (!mobile.Ok)
                return new Problem("regional-mobile", "统一身份认证没有给出手机号。请先在本网站注册，再用统一身份认证登录");
            var mobileKey = cipher.Mobile(mobile.Value.Value);
            if (await db.Set<Applicant>().AnyAsync(a => a.MobileKey == mobileKey, ct))
                return new Problem("regional-mobile-taken", "统一身份认证里的手机号在本网站是别人的账号。请到大厅核对手机号");
            applicant = new Applicant { AccountId = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, IdNumber = id.Value.Value, IdKey = key, Mobile = mobile.Value.Value, MobileKey = mobileKey };
            db.Add(new Account { Id = applicant.AccountId, Kind = AccountKind.Applicant, CreatedAt = clock.UtcNow() });
            db.Add(applicant);
        }

        (applicant.Name, applicant.Level, applicant.VerifiedAt, applicant.VerifiedBy) = (name, RealNameLevel.RealName, clock.UtcNow(), "regional");
        var account = db.Set<Account>().Local.FirstOrDefault(a => a.Id == applicant.AccountId) ?? await db.Set<Account>().SingleAsync(a => a.Id == applicant.AccountId, ct);
        if (account.Disabled)
            return PersonSignInHandler.WrongPassword;
        log.Record(current.Actor with { AccountId = account.Id, Kind = ActorKind.Applicant, Name = name }, "ApplicantVerifying", null, new ApplicantVerified(account.Id, nameof(RealNameLevel.RealName), "regional"));
        steps.RecordSignedIn(account, name, "regional");
        var next = await steps.OpenAsync(account, SessionStage.Full, null, returnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }
}

/// <summary>Where the regional provider is and how it names its claims: <c>Oidc:*</c>. Off while <c>Oidc:Authority</c> is empty.</summary>
internal sealed record RegionalOptions(string? Authority, string? ClientId, string? ClientSecret, string IdClaim, string NameClaim, string MobileClaim)
{
    public bool On => !string.IsNullOrEmpty(Authority);

    public static RegionalOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Oidc");
        return new(section["Authority"], section["ClientId"], section["ClientSecret"], section["IdClaim"] ?? "id_number", section["NameClaim"] ?? "name", section["MobileClaim"] ?? "phone_number");
    }
}
