using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Jobs;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Exchange.Certificates;

/// <summary>Somebody whose last certificate ends soon, or has ended.</summary>
/// <param name="Owner">The bureau or a department code.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="EndsAt">When the last one ends, UTC.</param>
/// <param name="Days">Whole days left; negative when it has ended.</param>
/// <param name="Urgent">Within the shorter of the two limits.</param>
internal sealed record ExpiringCertificate(string Owner, string Name, DateTime EndsAt, int Days, bool Urgent)
{
    public string Sentence => Days < 0 ? $"{Name}的签名证书已经到期，{(Owner == Wire.Bureau ? "推送已停" : "回执不能采用")}" : $"{Name}的签名证书还有{Days}天到期";
}

/// <summary>Who needs a new certificate: the same answer for the board and for the to-do items.</summary>
internal sealed class ExpiringCertificates(AppDb db, IRules rules, TimeProvider clock)
{
    public async Task<IReadOnlyList<ExpiringCertificate>> AllAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var days = (await rules.BookAsync(ct)).Ints("certificate.warnDays", ChinaTime.DayOf(now));
        var names = await db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToDictionaryAsync(d => d.Code, d => d.ShortName, ct);
        // The last end of each owner decides: a successor that is already registered takes the worry away.
        var ends = await db.Set<Certificate>().Where(c => c.EndedAt == null).GroupBy(c => c.Owner).Select(g => new { g.Key, End = g.Max(c => c.ValidTo) }).ToListAsync(ct);
        return
        [
            .. ends.Select(e => new ExpiringCertificate(e.Key, e.Key == Wire.Bureau ? "本局" : names.GetValueOrDefault(e.Key, e.Key), e.End, (int)Math.Floor((e.End - now).TotalDays), e.End - now < TimeSpan.FromDays(days.Min())))
                .Where(e => e.EndsAt - now < TimeSpan.FromDays(days.Max())).OrderBy(e => e.EndsAt),
        ];
    }
}

/// <summary>Daily: a to-do item for the operator for each certificate that ends within 30 days, ahead of the others within 7.</summary>
internal sealed class WarnOfExpiringCertificates(AppDb db, ExpiringCertificates expiring, IWorklist worklist, TimeProvider clock) : IJob
{
    public static string KeyOf(string owner) => "exchange.certificate:" + owner;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var one in await expiring.AllAsync(ct))
            await worklist.OpenAsync(
                new NewWorkItem(KeyOf(one.Owner), "部门数据交换", one.Sentence, "登记新证书", Urls.Certificates, Roles.Operator, null, null, clock.UtcNow(), one.EndsAt, Priority: one.Urgent ? 1 : 0), ct);
        await db.SaveChangesAsync(ct);
    }
}
