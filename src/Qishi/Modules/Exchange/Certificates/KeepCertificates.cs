using System.Text;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Certificates;

public sealed class KeepCertificatesForm
{
    /// <summary>add, issue or end.</summary>
    public string? Act { get; set; }

    public string? Owner { get; set; }
    public string? Pem { get; set; }
    public string? Id { get; set; }
    public string? EndedAt { get; set; }
    public string? Reason { get; set; }
    public bool Compromised { get; set; }
}

/// <summary>
/// The operator registers a department's new certificate, has the own authority issue one (always for the bureau, whose key never leaves the program), and ends an old one.
/// Old and new may be valid side by side; whoever signs takes the newest, whoever checks takes the one named in the signature.
/// </summary>
internal sealed class KeepCertificatesHandler(
    AppDb db, EventLog log, IWorklist worklist, DatabaseOptions database, FieldCipher cipher, ExchangeOptions options, Once once, Actor actor, TimeProvider clock)
{
    public const string UpperName = "上级平台";
    private const int Years = 3;
    private static readonly TimeSpan MostBack = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<Certificate>> AllAsync(CancellationToken ct) =>
        await db.Set<Certificate>().AsNoTracking().OrderBy(c => c.Owner).ThenByDescending(c => c.ValidFrom).ThenByDescending(c => c.AddedAt).Take(200).ToListAsync(ct);

    public async Task<IReadOnlyList<Department>> DepartmentsAsync(CancellationToken ct) => await db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct);

    public async Task<Result<string>> HandleAsync(KeepCertificatesForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.KeepCertificates))
            return new Problem("not-allowed", "只有运行管理员可以登记、停用签名证书");
        if (await once.FindAsync(key, ct) is { } first)
            return first;
        var done = form.Act switch
        {
            "add" => await AddAsync(form, ct),
            "issue" => await IssueAsync(form, ct),
            "end" => await EndAsync(form, ct),
            _ => new Problem("act-unknown", "请选择要做什么"),
        };
        if (!done.Ok)
            return done;
        once.Remember(key, done.Value);
        try
        {
            await db.SaveChangesAsync(ct);
            return done;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || Once.IsRepeat(e) || e.Entries.Any(x => x.Entity is Certificate))
        {
            return new Problem("certificate-changed", "证书刚刚有了变化，您的操作没有保存。请刷新页面查看");
        }
    }

    private async Task<Result<string>> AddAsync(KeepCertificatesForm form, CancellationToken ct)
    {
        var now = clock.UtcNow();
        (string? Code, string Name) owner = form.Owner == Wire.Upper ? (Wire.Upper, UpperName)
            : await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == form.Owner, ct) is { } department ? (department.Code, department.ShortName) : (null, "");
        var problems = new List<Problem>();
        if (owner.Code is null)
            problems.Add(new("owner-missing", "请选择这是哪个部门的证书", nameof(form.Owner)));
        var certificate = Sm2Certificate.Read(Encoding.UTF8.GetBytes(form.Pem?.Trim() ?? ""));
        if (certificate is null)
            problems.Add(new("no-certificate", "这不是SM2证书。请把以“-----BEGIN CERTIFICATE-----”开头的全部内容粘贴进来", nameof(form.Pem)));
        else if (certificate.IsAuthority)
            problems.Add(new("authority", "这是签发者证书，不是部门的签名证书。请核对", nameof(form.Pem)));
        else if (certificate.NotAfter <= now)
            problems.Add(new("expired", $"这张证书{ChinaTime.At(certificate.NotAfter):yyyy-MM-dd}已经到期。请部门提供新证书", nameof(form.Pem)));
        else if (await db.Set<Certificate>().AnyAsync(c => c.Fingerprint == certificate.Fingerprint, ct))
            problems.Add(new("known", "这张证书已经登记过了", nameof(form.Pem)));
        return problems.Count > 0 ? Result<string>.Refused(problems) : await KeepAsync(owner.Code!, owner.Name, certificate!, null, ct);
    }

    private async Task<Result<string>> IssueAsync(KeepCertificatesForm form, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var from = now.AddMinutes(-5);
        var authority = OwnAuthority.Open(database.DataFolder, cipher, now);
        if (form.Owner == Wire.Bureau)
        {
            var (own, ownKey) = authority.Issue("望溪县市场监督管理局", Wire.Bureau, from, from.AddYears(Years));
            authority.Publish(own);
            return await KeepAsync(Wire.Bureau, "本局", own, ownKey, ct);
        }

        // A real department makes its own key and sends its certificate; only the simulated ones get theirs from us.
        if (!options.Demo || await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == form.Owner, ct) is not { } department)
            return new Problem("owner-missing", "部门的密钥由部门自己保管，请登记部门提供的证书", nameof(form.Owner));
        var (certificate, key) = authority.Issue(department.Name, department.Code, from, from.AddYears(Years));
        DepartmentKeyFile.Write(database.DataFolder, department.Code, department.SecretBytes, certificate, key);
        return await KeepAsync(department.Code, department.ShortName, certificate, null, ct);
    }

    private async Task<Result<string>> KeepAsync(string owner, string name, Sm2Certificate certificate, byte[]? privateKey, CancellationToken ct)
    {
        db.Add(Certificate.Of(owner, certificate, privateKey, clock.UtcNow(), actor.NameOnRecord));
        log.Record(actor, "CertificateAdding", null, new CertificateAdded(owner, certificate.Fingerprint, certificate.NotBefore, certificate.NotAfter));
        await worklist.CloseAsync(WarnOfExpiringCertificates.KeyOf(owner), ct);
        return $"已登记{name}的新证书，有效期到{ChinaTime.At(certificate.NotAfter):yyyy-MM-dd}";
    }

    private async Task<Result<string>> EndAsync(KeepCertificatesForm form, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (!Guid.TryParse(form.Id, out var id) || await db.Set<Certificate>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } certificate)
            return new Problem("no-certificate", "没有这张证书。请刷新页面查看");
        var problems = new List<Problem>();
        if (certificate.EndedAt is not null)
            problems.Add(new("already-ended", "这张证书已经停用"));
        var reason = NormalisedText.Text(form.Reason);
        if (reason.Length is 0 or > 200)
            problems.Add(new("reason-missing", "请写明停用原因，200字以内", nameof(form.Reason)));
        var at = string.IsNullOrWhiteSpace(form.EndedAt) ? (Result<DateTime>)now : TypedMoment.Parse(form.EndedAt, nameof(form.EndedAt), now - MostBack, now);
        problems.AddRange(at.Problems.Select(p => p with { Sentence = p.Sentence.Replace("实际办成时间", "停用时间", StringComparison.Ordinal) }));
        var compromised = form.Compromised;
        if (!compromised && !await db.Set<Certificate>().AnyAsync(c => c.Owner == certificate.Owner && c.Id != id && c.EndedAt == null && c.ValidFrom <= now && c.ValidTo > now, ct))
            problems.Add(new("last-one", "这是最后一张有效证书，停用后就不能签名了。请先登记新证书；密钥丢失或者泄露的，请勾选“密钥报失”"));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        (certificate.EndedAt, certificate.Compromised, certificate.EndReason, certificate.EndedBy) = (at.Value, compromised, reason, actor.NameOnRecord);
        log.Record(actor, "CertificateEnding", reason, new CertificateEnded(certificate.Owner, certificate.Fingerprint, at.Value, compromised));
        return "证书已停用";
    }
}
