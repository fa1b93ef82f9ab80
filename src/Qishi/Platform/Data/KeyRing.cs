using System.Security.Cryptography;

namespace Qishi.Platform.Data;

/// <summary>
/// Field keys: <c>Keys:Seal</c> (16 bytes) and <c>Keys:Lookup</c> (32 bytes), base64, from configuration, or a key file beside the data that the demo creates
/// once. Production refuses to start without configured keys: a key beside the data protects nothing.
/// </summary>
internal static class KeyRing
{
    public static FieldCipher Load(IConfiguration configuration)
    {
        if (configuration["Keys:Seal"] is { Length: > 0 } seal && configuration["Keys:Lookup"] is { Length: > 0 } lookup)
            return From(seal, lookup, "Keys:Seal, Keys:Lookup");
        if (!configuration.GetValue("Demo", true))
            throw new InvalidOperationException("正式环境没有配置字段密钥（Keys:Seal、Keys:Lookup），程序不启动。请用环境变量或密钥服务提供，不要放在数据目录里。");
        var file = Path.Combine(Path.GetFullPath(configuration["DataFolder"] ?? "data"), "keys", "field.keys");
        if (!File.Exists(file))
            Create(file);
        var lines = File.ReadAllLines(file);
        return From(lines[0], lines[1], file);
    }

    private static FieldCipher From(string seal, string lookup, string source)
    {
        var (sealKey, lookupKey) = (Convert.FromBase64String(seal), Convert.FromBase64String(lookup));
        return sealKey.Length == 16 && lookupKey.Length == 32 ? new FieldCipher(sealKey, lookupKey) : throw new InvalidOperationException($"{source}: keys of 16 and 32 bytes are needed.");
    }

    // Written whole beside its place and moved there: two copies that start at once end with one and the same file.
    private static void Create(string file)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(file)!).FullName;
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllLines(temporary, [Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
        }
    }
}
