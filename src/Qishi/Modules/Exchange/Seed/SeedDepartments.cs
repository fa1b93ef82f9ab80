using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Seed;

/// <summary>
/// The six departments of a start-up, and the county's other departments, which work at their web desks. Their addresses and secrets come from <c>Exchange:Departments:{code}:Endpoint</c> and <c>:Secret</c>; the demo makes secrets
/// once and leaves them in <c>keys/departments.keys</c> beside the data, where the simulators read them.
/// </summary>
internal static class SeedDepartments
{
    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var file = Path.Combine(context.SeedFolder, "reference", "departments.csv");
        var db = context.Services.GetRequiredService<AppDb>();
        var options = context.Services.GetRequiredService<ExchangeOptions>();
        var configured = context.Services.GetRequiredService<IConfiguration>().GetSection("Exchange:Departments");
        var known = await db.Set<Department>().ToDictionaryAsync(d => d.Code, ct);
        var position = 0;
        // Those with a matter of the start-up have a system; the county's other departments have a desk.
        foreach (var line in Csv.Read(file).Where(l => l["kind"] == "STARTUP" || l["level"] == "COUNTY").OrderBy(l => l["kind"] != "STARTUP"))
        {
            var (desk, place) = (line["kind"] != "STARTUP", position + 1);
            var code = line["code"];
            var endpoint = configured[$"{code}:Endpoint"] ?? (context.Demo && !desk ? $"{options.SimulatorUrl.TrimEnd('/')}/{code.ToLowerInvariant()}" : "");
            if (!known.TryGetValue(code, out var department))
            {
                department = new Department { Code = code, Name = "", ShortName = "", Matter = desk ? "" : line["matter"], Endpoint = endpoint, Secret = configured[$"{code}:Secret"] ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
                known[code] = department;
                db.Add(department);
            }

            (department.Name, department.ShortName, department.Matter, department.Position) = (line["name"], line["short_name"], desk ? "" : line["matter"], ++position);
            department.TypicalMinutes = int.Parse(line["typical_minutes"], System.Globalization.CultureInfo.InvariantCulture);
            department.AlertPhone ??= configured[$"{code}:AlertPhone"] ?? (context.Demo && !desk ? $"1380000009{place}" : null);
            if (context.Demo)
                department.Endpoint = endpoint;
        }

        var platform = await PlatformAsync(db, context, options, ct);
        await db.SaveChangesAsync(ct);
        if (context.Demo)
            LeaveKeys(context.Services.GetRequiredService<DatabaseOptions>().DataFolder, known.Values, platform);
        await SeedCertificates.RunAsync(context, [.. known.Values.OrderBy(d => d.Position)], ct);
    }

    /// <summary>The county's integrated platform, address and secret from <c>Exchange:Platform:Endpoint</c> and <c>:Secret</c>.</summary>
    private static async Task<Carrier> PlatformAsync(AppDb db, SeedContext context, ExchangeOptions options, CancellationToken ct)
    {
        var configured = context.Services.GetRequiredService<IConfiguration>().GetSection("Exchange:Platform");
        var platform = await db.Set<Carrier>().SingleOrDefaultAsync(c => c.Code == Carrier.PlatformCode, ct);
        if (platform is null)
        {
            platform = new Carrier { Code = Carrier.PlatformCode, Name = "数字政务一体化平台", Endpoint = "", Secret = configured["Secret"] ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
            db.Add(platform);
        }

        platform.Endpoint = configured["Endpoint"] ?? (context.Demo ? options.SimulatorUrl.TrimEnd('/') + "/platform" : platform.Endpoint);
        return platform;
    }

    private static void LeaveKeys(string folder, IEnumerable<Department> departments, Carrier platform)
    {
        var path = Path.Combine(folder, "keys", "departments.keys");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, departments.Where(d => !d.DeskOnly).OrderBy(d => d.Position).Select(d => $"{d.Code}={d.Secret}").Append($"{platform.Code}={platform.Secret}"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
