using System.Collections.Concurrent;

namespace Qishi.Departments;

/// <summary>Where the simulators live and whom they talk to.</summary>
internal sealed class DepartmentsOptions
{
    private readonly ConcurrentDictionary<string, byte[]> secrets = new();

    public required Uri Url { get; init; }

    /// <summary>Folder of the platform's data: the keys and the simulators' own database are there.</summary>
    public required string Folder { get; init; }

    /// <summary>Base address of the platform, for receipts; null until it is known.</summary>
    public Uri? Platform { get; set; }

    /// <summary>1: demo seconds; 0: no waits.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>Work goes on by itself; tests turn it off and call for rounds.</summary>
    public bool Works { get; init; } = true;

    public string File => Path.Combine(Folder, "departments.db");

    public static DepartmentsOptions From(IConfiguration configuration) => new()
    {
        Url = new Uri(configuration["Departments:Url"] ?? "http://127.0.0.1:5180"),
        Folder = Path.GetFullPath(configuration["DataFolder"] ?? "data"),
        Platform = configuration["Departments:Platform"] is { Length: > 0 } url ? new Uri(url) : null,
        Pace = configuration.GetValue("Departments:Pace", 1.0),
    };

    /// <summary>The secret shared with the platform; null until the platform has written its keys.</summary>
    public byte[]? Secret(string code)
    {
        if (secrets.TryGetValue(code, out var known))
            return known;
        var path = Path.Combine(Folder, "keys", "departments.keys");
        if (!System.IO.File.Exists(path))
            return null;
        foreach (var line in System.IO.File.ReadAllLines(path))
            if (line.Split('=', 2) is [var name, var value])
                secrets[name] = Convert.FromBase64String(value);
        return secrets.GetValueOrDefault(code);
    }
}
