using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

public sealed class PersonSignInForm
{
    public string? Mobile { get; set; }

    /// <summary>SMS code; empty when signing in by password.</summary>
    public string? Code { get; set; }

    public string? Password { get; set; }
    public string? ReturnUrl { get; set; }

    /// <summary>Button pressed: <c>send</c>, <c>code</c> or <c>password</c>.</summary>
    public string? Act { get; set; }
}

/// <summary>Applicants sign in by mobile and SMS code, or by mobile and password.</summary>
internal sealed class PersonSignInHandler(
    AppDb db, FieldCipher cipher, PasswordHashing hashing, SignInLimits limits, SignInSteps steps, IOneTimeCodes codes, AuthRulesReader rulesReader, CurrentActor current)
{
    public const string Purpose = "signin";

    public static Problem WrongPassword { get; } = new("signin-wrong", "手机号或密码不对。请检查后再输一次，也可以改用短信验证码登录");

    public static Problem WrongCode { get; } = new("code-wrong", "验证码不对或已过期。请重新获取，5分钟内有效", nameof(PersonSignInForm.Code));

    /// <summary>A right code for a number nobody has registered: only its holder learns that.</summary>
    public static Problem NotRegistered { get; } = new("not-registered", "这个手机号还没有注册。请先注册，再办理");

    public Task<Result<DateTime>> SendCodeAsync(PersonSignInForm form, CancellationToken ct) => codes.SendAsync(form.Mobile ?? "", Purpose, "用于登录", ct);

    public async Task<Result<string>> HandleAsync(PersonSignInForm form, CancellationToken ct)
    {
        var byPassword = form.Act == "password";
        var mobile = PhoneNumber.ParseMobile(form.Mobile);
        List<Problem> problems = [.. mobile.Problems.Select(p => p.At(nameof(form.Mobile)))];
        if (byPassword && string.IsNullOrEmpty(form.Password))
            problems.Add(new("password-missing", "请填写密码", nameof(form.Password)));
        if (!byPassword && string.IsNullOrWhiteSpace(form.Code))
            problems.Add(new("code-missing", "请填写短信验证码，6位数字", nameof(form.Code)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);

        var (loginKey, source, rules) = (cipher.Login(mobile.Value.Value), current.Actor.SourceAddress ?? "local", await rulesReader.ReadAsync(ct));
        if (await limits.RefusalAsync(loginKey, source, rules, ct) is { } refusal)
        {
            steps.RecordRefused(loginKey, refusal.Code);
            await db.SaveChangesAsync(ct);
            return refusal;
        }

        var mobileKey = cipher.Mobile(mobile.Value.Value);
        var found = await db.Set<Applicant>().Where(a => a.MobileKey == mobileKey)
            .Join(db.Set<Account>(), p => p.AccountId, a => a.Id, (p, a) => new { Person = p, Account = a }).SingleOrDefaultAsync(ct);
        var right = byPassword
            ? await hashing.CheckAsync(found?.Account.PasswordHash, form.Password!, ct)
            : await codes.CheckAsync(mobile.Value.Value, Purpose, form.Code!, ct);
        if (right is null)
            return StaffSignInHandler.Busy;
        if (right == false || found?.Account.Disabled == true)
        {
            limits.Count(loginKey, source);
            steps.RecordRefused(loginKey, "wrong");
            await db.SaveChangesAsync(ct);
            return byPassword ? WrongPassword : WrongCode;
        }

        if (found is null)
            return NotRegistered;
        await limits.ForgetAsync(loginKey, source, ct);
        steps.RecordSignedIn(found.Account, found.Person.Name, byPassword ? "password" : "sms-code");
        var next = await steps.OpenAsync(found.Account, SessionStage.Full, null, form.ReturnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }
}
