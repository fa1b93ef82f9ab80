using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Exchange.Outages;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.ReportOutage;

public sealed class ReportOutageForm
{
    /// <summary>open or close.</summary>
    public string? Act { get; set; }

    public string? Since { get; set; }
    public string? Evidence { get; set; }
}

/// <summary>A liaison reports the own system down (or well again); an operator may do it for any department.</summary>
internal sealed class ReportOutageHandler(AppDb db, OutageWindows windows, Actor actor, TimeProvider clock)
{
    private static readonly TimeSpan MostBack = TimeSpan.FromDays(3);

    public async Task<Result<string>> HandleAsync(string code, ReportOutageForm form, CancellationToken ct)
    {
        var mine = actor.May(Permissions.WorkLiaisonDesk) && actor.Department == code;
        if ((!mine && !actor.May(Permissions.Repair)) || await db.Set<Department>().SingleOrDefaultAsync(d => d.Code == code, ct) is not { } department)
            return OwnHandOvers.NotThere;
        var now = clock.UtcNow();
        if (form.Act == "close")
        {
            if (department.DownSince is null)
                return new Problem("not-down", $"{department.ShortName}现在没有登记的系统故障");
            await windows.CloseAsync(department, now, actor, ct);
        }
        else
        {
            var decided = Decide(form, department, now);
            if (!decided.Ok)
                return Result<string>.Refused(decided.Problems);
            await windows.OpenAsync(department, decided.Value, NormalisedText.Text(form.Evidence), actor, byPerson: true, ct);
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return code;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("department-changed", "系统状态刚刚有了变化，您的操作没有保存。请刷新页面查看");
        }
    }

    internal static Result<DateTime> Decide(ReportOutageForm form, Department department, DateTime now)
    {
        var problems = new List<Problem>();
        if (department.DownSince is not null)
            problems.Add(new("already-down", $"{department.ShortName}的系统故障已经登记过了"));
        var since = TypedMoment.Parse(form.Since, nameof(form.Since), now - MostBack, now);
        problems.AddRange(since.Problems.Select(p => p.Code == "moment-early" ? new Problem("since-early", "故障开始时间最多补记3天。请核对", nameof(form.Since))
            : p with { Sentence = p.Sentence.Replace("实际办成时间", "故障开始时间", StringComparison.Ordinal) }));
        if (NormalisedText.Text(form.Evidence).Length is 0 or > 300)
            problems.Add(new("evidence-missing", "请写明故障情况和依据，如系统公告、上级通知，300字以内", nameof(form.Evidence)));
        return problems.Count > 0 ? Result<DateTime>.Refused(problems) : since.Value;
    }
}
