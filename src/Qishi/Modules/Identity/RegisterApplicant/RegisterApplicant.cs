using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Modules.Identity.SignIn;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.RegisterApplicant;

public sealed class RegisterApplicantForm
{
    public string? Name { get; set; }
    public string? IdNumber { get; set; }
    public string? Mobile { get; set; }
    public string? Code { get; set; }

    /// <summary>May stay empty: then the person always signs in by SMS code.</summary>
    public string? NewPassword { get; set; }

    public string? Agreed { get; set; }
    public string? ReturnUrl { get; set; }

    /// <summary>Button pressed: <c>send</c> or <c>register</c>.</summary>
    public string? Act { get; set; }
}

/// <summary>A person makes an account: name and ID number verified, mobile proven by a code. One person, one account.</summary>
internal sealed class RegisterApplicantHandler(
    AppDb db, EventLog log, FieldCipher cipher, PasswordHashing hashing, IOneTimeCodes codes, IApplicants applicants, SignInSteps steps,
    AuthRulesReader rulesReader, CurrentActor current, TimeProvider clock)
{
    public const string Purpose = "register";

    public static Problem IdTaken { get; } = new("id-registered", "这个身份证号已经注册过，一个人只有一个账号。请用注册时的手机号登录；那个手机号停用了，请带身份证到大厅更换", "IdNumber");

    public static Problem MobileTaken { get; } = new("mobile-registered", "这个手机号已经注册过。请直接登录", "Mobile");

    public Task<Result<DateTime>> SendCodeAsync(RegisterApplicantForm form, CancellationToken ct) => codes.SendAsync(form.Mobile ?? "", Purpose, "用于注册", ct);

    public async Task<Result<string>> HandleAsync(RegisterApplicantForm form, CancellationToken ct)
    {
        var rules = await rulesReader.ReadAsync(ct);
        var verified = await applicants.VerifyAsync(form.Name ?? "", form.IdNumber ?? "", ct);
        var mobile = PhoneNumber.ParseMobile(form.Mobile);
        List<Problem> problems = [.. verified.Problems, .. mobile.Problems.Select(p => p.At(nameof(form.Mobile)))];
        if (string.IsNullOrWhiteSpace(form.Code))
            problems.Add(new("code-missing", "请填写短信验证码，6位数字", nameof(form.Code)));
        if (!string.IsNullOrEmpty(form.NewPassword))
            problems.AddRange(PasswordRules.Check(form.NewPassword, [NormalisedText.Name(form.Name), NormalisedText.Codes(form.Mobile)], rules));
        if (form.Agreed != "yes")
            problems.Add(new("notice-not-read", "请先看个人信息告知，再勾选“我已看过”", nameof(form.Agreed)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        // Who holds the phone comes before anything is said about who is registered.
        if (!await codes.CheckAsync(mobile.Value.Value, Purpose, form.Code!, ct))
            return PersonSignInHandler.WrongCode;

        var id = CitizenId.Parse(form.IdNumber, clock.Today()).Value.Value;
        var (idKey, mobileKey) = (cipher.CitizenId(id), cipher.Mobile(mobile.Value.Value));
        if (await db.Set<Applicant>().AnyAsync(a => a.IdKey == idKey, ct))
            return IdTaken;
        if (await db.Set<Applicant>().AnyAsync(a => a.MobileKey == mobileKey, ct))
            return MobileTaken;
        var account = new Account
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = AccountKind.Applicant,
            CreatedAt = clock.UtcNow(),
            PasswordHash = string.IsNullOrEmpty(form.NewPassword) ? null : hashing.Hash(form.NewPassword),
            PasswordSetAt = clock.UtcNow(),
        };
        var name = NormalisedText.Name(form.Name);
        db.Add(account);
        db.Add(new Applicant
        {
            AccountId = account.Id,
            Name = name,
            IdNumber = id,
            IdKey = idKey,
            Mobile = mobile.Value.Value,
            MobileKey = mobileKey,
            Level = verified.Value,
            VerifiedAt = clock.UtcNow(),
            VerifiedBy = "number-check",
        });
        log.Record(current.Actor with { AccountId = account.Id, Kind = ActorKind.Applicant, Name = name }, "ApplicantRegistering", null,
            new ApplicantRegistered(account.Id, verified.Value.ToString()));
        steps.RecordSignedIn(account, name, "sms-code");
        var next = await steps.OpenAsync(account, SessionStage.Full, null, form.ReturnUrl, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Two tabs at once: the unique keys let one through.
            return IdTaken;
        }

        return next;
    }
}
