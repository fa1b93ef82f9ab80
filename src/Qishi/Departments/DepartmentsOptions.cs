using System.Collections.Concurrent;
using System.Text.Json;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>Where the simulators live and whom they talk to.</summary>
internal sealed class DepartmentsOptions
{
    private readonly ConcurrentDictionary<string, byte[]> secrets = new();
    private readonly ConcurrentDictionary<string, Sm2Certificate> bureau = new();
    private readonly string? filesFolder;
    private int turn;

    public required Uri Url { get; init; }

    /// <summary>Folder of the platform's data: the keys and the simulators' own database are there.</summary>
    public required string Folder { get; init; }

    /// <summary>Base address of the platform, for receipts; null until it is known.</summary>
    public Uri? Platform { get; set; }

    /// <summary>Several copies of the platform: the next is asked each time, so one that died delays nothing for long.</summary>
    public IReadOnlyList<Uri> Platforms { get; set; } = [];

    /// <summary>Root of the folders shared with the platform.</summary>
    public string FilesFolder { get => filesFolder ?? Path.Combine(Folder, "exchange"); init => filesFolder = value; }

    /// <summary>The broker; null when there is none.</summary>
    public Uri? RabbitMq { get; init; }

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
        FilesFolder = Path.GetFullPath(configuration["Exchange:FilesFolder"] ?? Path.Combine(configuration["DataFolder"] ?? "data", "exchange")),
        RabbitMq = configuration["Exchange:RabbitMq"] is { Length: > 0 } broker ? new Uri(broker) : null,
    };

    /// <summary>Certificate and key with which a department signs; null until the platform has made them.</summary>
    public (Sm2Certificate Certificate, byte[] PrivateKey)? Signer(string code) => Secret(code) is { } secret ? DepartmentKeyFile.Read(Folder, code, secret) : null;

    /// <summary>A certificate of the bureau, issued by the authority the departments trust; null when it is none of them.</summary>
    public Sm2Certificate? Bureau(string fingerprint)
    {
        if (bureau.TryGetValue(fingerprint, out var known))
            return known;
        var folder = OwnAuthority.Folder(Folder);
        if (!Directory.Exists(folder) || Sm2Certificate.Read(System.IO.File.ReadAllBytes(Path.Combine(folder, "ca.cer"))) is not { } authority)
            return null;
        foreach (var file in Directory.GetFiles(folder, "qishi-*.cer"))
            if (Sm2Certificate.Read(System.IO.File.ReadAllBytes(file)) is { } certificate && certificate.IsIssuedBy(authority))
                bureau[certificate.Fingerprint] = certificate;
        return bureau.GetValueOrDefault(fingerprint);
    }

    /// <summary>True when the bureau signed this message, by a certificate that was valid then.</summary>
    public bool IsSigned(JsonElement message, string? proof) =>
        WireProof.Read(proof) is { } p && Bureau(p.Certificate) is { } certificate && p.SignedAt >= certificate.NotBefore && p.SignedAt < certificate.NotAfter
        && p.Proves(Wire.HandOverType, Wire.Bureau, SignedText.Digest(SignedText.OfHandOver(message)), certificate.PublicKey);

    /// <summary>Which copy of the platform to speak to now; null when none is known.</summary>
    public Uri? NextPlatform() => Platforms.Count == 0 ? Platform : Platforms[(int)((uint)Interlocked.Increment(ref turn) % (uint)Platforms.Count)];

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
