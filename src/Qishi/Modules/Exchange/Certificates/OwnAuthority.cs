using System.Text;
using Qishi.Kernel.Sm;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Certificates;

/// <summary>
/// The program's own certificate authority, for the demo and for a bureau that has none yet. Its key lies in <c>keys/sm2/ca.key</c> beside the data, sealed with the
/// field key; its certificate in <c>ca.cer</c>. A bureau with certificates of the government's authority does not need it.
/// </summary>
internal sealed class OwnAuthority
{
    private const string Purpose = "keys/sm2/ca.key";
    private readonly byte[] privateKey;

    private readonly string folder;

    private OwnAuthority(string folder, Sm2Certificate certificate, byte[] privateKey) => (this.folder, Certificate, this.privateKey) = (folder, certificate, privateKey);

    public Sm2Certificate Certificate { get; }

    public static string Folder(string dataFolder) => Path.Combine(dataFolder, "keys", "sm2");

    /// <summary>The authority of a data folder, made at the first call.</summary>
    public static OwnAuthority Open(string dataFolder, FieldCipher cipher, DateTime now)
    {
        var folder = Directory.CreateDirectory(Folder(dataFolder)).FullName;
        var (keyFile, certificateFile) = (Path.Combine(folder, "ca.key"), Path.Combine(folder, "ca.cer"));
        if (!File.Exists(keyFile) || !File.Exists(certificateFile))
        {
            var (made, _) = Sm2.NewKey();
            // A day early: clocks of departments may be behind ours.
            var own = Sm2Certificate.NewAuthority(made, "望溪县市场监督管理局业务协同签名CA（自建）", now.Date.AddDays(-1), now.Date.AddYears(20));
            Write(keyFile, cipher.Seal(Convert.ToBase64String(made), Purpose));
            Write(certificateFile, own.Pem);
        }

        var certificate = Sm2Certificate.Read(File.ReadAllBytes(certificateFile)) ?? throw new InvalidOperationException($"{certificateFile} is no SM2 certificate.");
        return new(folder, certificate, Convert.FromBase64String(cipher.Open(File.ReadAllText(keyFile), Purpose)));
    }

    /// <summary>A new key with its certificate.</summary>
    public (Sm2Certificate Certificate, byte[] PrivateKey) Issue(string holder, string unit, DateTime from, DateTime to)
    {
        var (key, publicKey) = Sm2.NewKey();
        return (Sm2Certificate.Issue(Certificate, privateKey, holder, unit, publicKey, from, to), key);
    }

    /// <summary>Leaves a certificate of the bureau beside the authority's, where the simulated departments look for it.</summary>
    public void Publish(Sm2Certificate certificate) => Write(Path.Combine(folder, $"qishi-{certificate.Fingerprint[..16]}.cer"), certificate.Pem);

    /// <summary>Writes a file that only the program's account may read.</summary>
    public static void Write(string file, string text)
    {
        File.WriteAllText(file, text, new UTF8Encoding(false));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

/// <summary>A department's key as its own system keeps it: the simulators' side, sealed with a key drawn from the department's secret.</summary>
internal static class DepartmentKeyFile
{
    public static void Write(string dataFolder, string code, byte[] secret, Sm2Certificate certificate, byte[] privateKey)
    {
        var folder = Directory.CreateDirectory(OwnAuthority.Folder(dataFolder)).FullName;
        OwnAuthority.Write(Path.Combine(folder, $"{code}.key"), Convert.ToBase64String(Sm4Gcm.Seal(KeyOf(secret), privateKey, Encoding.UTF8.GetBytes(code))));
        OwnAuthority.Write(Path.Combine(folder, $"{code}.cer"), certificate.Pem);
    }

    /// <summary>Certificate and key; null when there are none yet.</summary>
    public static (Sm2Certificate Certificate, byte[] PrivateKey)? Read(string dataFolder, string code, byte[] secret)
    {
        var (key, cer) = (Path.Combine(OwnAuthority.Folder(dataFolder), $"{code}.key"), Path.Combine(OwnAuthority.Folder(dataFolder), $"{code}.cer"));
        return File.Exists(key) && File.Exists(cer) && Sm2Certificate.Read(File.ReadAllBytes(cer)) is { } certificate
            ? (certificate, Sm4Gcm.Open(KeyOf(secret), Convert.FromBase64String(File.ReadAllText(key)), Encoding.UTF8.GetBytes(code))) : null;
    }

    private static byte[] KeyOf(byte[] secret) => HmacSm3.Compute(secret, "qishi department key file"u8)[..Sm4Gcm.KeyLength];
}
