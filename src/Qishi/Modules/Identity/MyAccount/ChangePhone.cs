using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.RegisterApplicant;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.MyAccount;

public sealed class ChangePhoneForm
{
    public string? Mobile { get; set; }
    public string? Code { get; set; }

    /// <summary>Button pressed: <c>send</c> or <c>save</c>.</summary>
    public string? Act { get; set; }
}

/// <summary>A new mobile is proven by a code sent to it.</summary>
internal sealed class ChangePhoneHandler(AppDb db, EventLog log, FieldCipher cipher, IOneTimeCodes codes, CurrentActor current)
{
    private string Purpose => $"phone:{current.Actor.AccountId}";

    public Task<Result<DateTime>> SendCodeAsync(ChangePhoneForm form, CancellationToken ct) => codes.SendAsync(form.Mobile ?? "", Purpose, "用于更换手机号", ct);

    public async Task<Result<string>> HandleAsync(ChangePhoneForm form, CancellationToken ct)
    {
        var mobile = PhoneNumber.ParseMobile(form.Mobile);
        if (!mobile.Ok)
            return Result<string>.Refused([.. mobile.Problems.Select(p => p.At(nameof(form.Mobile)))]);
        if (!await codes.CheckAsync(mobile.Value.Value, Purpose, form.Code ?? "", ct))
            return PersonSignInHandler.WrongCode;
        var id = current.Actor.AccountId!.Value;
        var key = cipher.Mobile(mobile.Value.Value);
        if (await db.Set<Applicant>().AnyAsync(a => a.MobileKey == key && a.AccountId != id, ct))
            return RegisterApplicantHandler.MobileTaken;
        if (await db.Set<Applicant>().SingleOrDefaultAsync(a => a.AccountId == id, ct) is { } applicant)
            (applicant.Mobile, applicant.MobileKey) = (mobile.Value.Value, key);
        else
            (await db.Set<Staff>().SingleAsync(s => s.AccountId == id, ct)).Mobile = mobile.Value.Value;
        log.Record(current.Actor, "MobileChanging", null, new MobileChanged(id));
        await db.SaveChangesAsync(ct);
        return Urls.Me;
    }
}
