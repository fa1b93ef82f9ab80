using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Exchange.Seed;

/// <summary>
/// The bureau's first signing certificate, issued by the program's own authority, so that nothing is ever sent unsigned; the demo's departments get theirs as well, in
/// files where the simulators find them. Real departments' certificates are registered by the operator.
/// </summary>
internal static class SeedCertificates
{
    private const int Years = 3;

    public static async Task RunAsync(SeedContext context, IReadOnlyList<Department> departments, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        var now = context.Services.GetRequiredService<TimeProvider>().UtcNow();
        var folder = context.Services.GetRequiredService<DatabaseOptions>().DataFolder;
        var have = await db.Set<Certificate>().Where(c => c.EndedAt == null).Select(c => c.Owner).Distinct().ToListAsync(ct);
        var wanted = departments.Where(d => context.Demo && !have.Contains(d.Code)).ToList();
        if (have.Contains(Wire.Bureau) && wanted.Count == 0)
            return;
        var authority = OwnAuthority.Open(folder, context.Services.GetRequiredService<FieldCipher>(), now);
        var made = new List<Certificate>();
        var from = now.Date.AddDays(-1);
        if (!have.Contains(Wire.Bureau))
        {
            var (certificate, key) = authority.Issue("望溪县市场监督管理局", Wire.Bureau, from, from.AddYears(Years));
            made.Add(Certificate.Of(Wire.Bureau, certificate, key, now, "系统"));
            authority.Publish(certificate);
        }

        foreach (var department in wanted)
        {
            var (certificate, key) = authority.Issue(department.Name, department.Code, from, from.AddYears(Years));
            made.Add(Certificate.Of(department.Code, certificate, null, now, "系统"));
            DepartmentKeyFile.Write(folder, department.Code, department.SecretBytes, certificate, key);
        }

        db.AddRange(made);
        context.Services.GetRequiredService<EventLog>()
            .Record(Actor.Program("基础数据"), "CertificateAdding", null, made.Select(c => new CertificateAdded(c.Owner, c.Fingerprint, c.ValidFrom, c.ValidTo)));
        await db.SaveChangesAsync(ct);
    }
}
