using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Seed;

/// <summary>
/// The six departments of a start-up. Their addresses and secrets come from <c>Exchange:Departments:{code}:Endpoint</c> and <c>:Secret</c>; the demo makes secrets
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
        foreach (var line in Csv.Read(file).Where(l => l["kind"] == "STARTUP"))
        {
            var code = line["code"];
            var endpoint = configured[$"{code}:Endpoint"] ?? (context.Demo ? $"{options.SimulatorUrl.TrimEnd('/')}/{code.ToLowerInvariant()}" : "");
            if (!known.TryGetValue(code, out var department))
            {
                department = new Department { Code = code, Name = "", ShortName = "", Matter = line["matter"], Endpoint = endpoint, Secret = configured[$"{code}:Secret"] ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
                known[code] = department;
                db.Add(department);
            }

            (department.Name, department.ShortName, department.Matter, department.Position) = (line["name"], line["short_name"], line["matter"], ++position);
            department.TypicalMinutes = int.Parse(line["typical_minutes"], System.Globalization.CultureInfo.InvariantCulture);
            department.AlertPhone ??= configured[$"{code}:AlertPhone"] ?? (context.Demo ? $"1380000009{position}" : null);
            if (context.Demo)
                department.Endpoint = endpoint;
        }

        await db.SaveChangesAsync(ct);
        if (context.Demo)
            LeaveKeys(context.Services.GetRequiredService<DatabaseOptions>().DataFolder, known.Values);
    }

    private static void LeaveKeys(string folder, IEnumerable<Department> departments)
    {
        var path = Path.Combine(folder, "keys", "departments.keys");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, departments.OrderBy(d => d.Position).Select(d => $"{d.Code}={d.Secret}"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
