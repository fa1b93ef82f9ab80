using System.Security.Cryptography;

namespace Qishi.Platform.Data;

/// <summary>
/// Field keys: <c>Keys:Seal</c> and <c>Keys:Lookup</c> (base64) from configuration, or a key file beside the data that the demo start creates once.
/// Production refuses to start without configured keys.
/// </summary>
internal static class KeyRing
{
    public static FieldCipher Load(IConfiguration configuration)
    {
        if (configuration["Keys:Seal"] is { Length: > 0 } seal && configuration["Keys:Lookup"] is { Length: > 0 } lookup)
            return new FieldCipher(Convert.FromBase64String(seal), Convert.FromBase64String(lookup));
        var file = Path.Combine(Path.GetFullPath(configuration["DataFolder"] ?? "data"), "keys", "field.keys");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, [Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))]);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var lines = File.ReadAllLines(file);
        return new FieldCipher(Convert.FromBase64String(lines[0]), Convert.FromBase64String(lines[1]));
    }
}
