using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ShowProgress;

/// <summary>
/// A visitor's look-up by number and phone: a post, so that no number stands in an address; the same sentence whether the number or the phone is wrong;
/// states only until a code to the phone is answered.
/// </summary>
internal sealed class LookUpProgressHandler(AppDb db, IOneTimeCodes codes, IDataProtectionProvider protection)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(20);

    public async Task<Result<StartUpCase>> FindAsync(string? caseNo, string? mobile, CancellationToken ct)
    {
        List<Problem> problems = [];
        var number = NormalisedText.Codes(caseNo);
        if (number.Length == 0)
            problems.Add(new("required", "请填写办件编号", "CaseNo"));
        var phone = PhoneNumber.ParseMobile(mobile);
        problems.AddRange(phone.Problems.Select(p => p.At("Mobile")));
        if (problems.Count > 0)
            return Result<StartUpCase>.Refused(problems);
        var key = MobileKeys.Of(db, phone.Value.Value);
        var c = await db.Set<StartUpCase>().AsNoTracking().Include(x => x.Matters).SingleOrDefaultAsync(x => x.CaseNo == number && x.MobileKey == key && x.SubmissionNo > 0, ct);
        return c is null ? new Problem("not-found", "没有找到这个办件。请核对编号和手机号，编号应为KB加12位数字", "CaseNo") : c;
    }

    public async Task<Result<DateTime>> SendCodeAsync(StartUpCase c, CancellationToken ct)
    {
        var sent = await codes.SendAsync(c.Mobile!, Purpose(c.CaseNo), "用于查看办件进度", ct);
        if (sent.Ok)
            await db.SaveChangesAsync(ct);
        return sent;
    }

    public async Task<bool> IsRightAsync(StartUpCase c, string? code, CancellationToken ct)
    {
        var right = await codes.CheckAsync(c.Mobile!, Purpose(c.CaseNo), NormalisedText.Codes(code), ct);
        await db.SaveChangesAsync(ct);
        return right;
    }

    /// <summary>Number and phone were right: carried in the page's next forms instead of typing them again.</summary>
    public string Ticket(StartUpCase c) => Protector.Protect(c.CaseNo, Kept);

    public async Task<StartUpCase?> OpenAsync(string? ticket, CancellationToken ct)
    {
        try
        {
            var number = ticket is { Length: > 0 and < 2000 } ? Protector.Unprotect(ticket) : null;
            return number is null ? null : await db.Set<StartUpCase>().AsNoTracking().Include(x => x.Matters).SingleOrDefaultAsync(x => x.CaseNo == number, ct);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("startup-progress").ToTimeLimitedDataProtector();

    private static string Purpose(string caseNo) => "startup.progress:" + caseNo;
}
