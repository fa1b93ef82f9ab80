using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.People;

/// <inheritdoc />
internal sealed class Applicants(AppDb db, TimeProvider clock) : IApplicants
{
    /// <summary>Said wherever the demo check is used.</summary>
    public const string DemoNote = "演示系统没有连接公安身份核验，只检查身份证号码本身是否正确，不核对姓名。";

    public async Task<ApplicantCard?> FindAsync(Guid accountId, CancellationToken ct) =>
        (await db.Set<Applicant>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, ct))?.Card;

    public Task<Result<RealNameLevel>> VerifyAsync(string name, string idNumber, CancellationToken ct) => Task.FromResult(Verify(name, idNumber, clock.Today()));

    internal static Result<RealNameLevel> Verify(string name, string idNumber, DateOnly today)
    {
        List<Problem> problems = [];
        var clean = NormalisedText.Name(name);
        if (clean.Length == 0)
            problems.Add(new("name-missing", "请填写姓名，与身份证一致", "Name"));
        else if (clean.Length > 50)
            problems.Add(new("name-long", $"姓名有{clean.Length}个字，最多50个字。请检查", "Name"));
        var id = CitizenId.Parse(idNumber, today);
        problems.AddRange(id.Problems.Select(p => p.At("IdNumber")));
        return problems.Count > 0 ? Result<RealNameLevel>.Refused(problems) : RealNameLevel.RealName;
    }
}
