using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Machines;

/// <summary>
/// Keys of access tokens, derived from the program's lookup key: every copy of the program and every restart has the same ones, and no further secret
/// has to be kept. A new lookup key ends all tokens.
/// </summary>
internal static class MachineKeys
{
    public static void Add(OpenIddictServerOptions options, FieldCipher cipher)
    {
        // A private number for P-256: any 256 bits below the group order will do; the first candidate that is (all but one in 2^32) is taken.
        var ecdsa = Enumerable.Range(0, 100).Select(i => TryCreate(Convert.FromHexString(cipher.LookupKey(i.ToString(System.Globalization.CultureInfo.InvariantCulture), "identity.token.signing")))).First(k => k is not null)!;
        options.SigningCredentials.Add(new SigningCredentials(new ECDsaSecurityKey(ecdsa) { KeyId = "qishi" }, SecurityAlgorithms.EcdsaSha256));
        var seal = new SymmetricSecurityKey(Convert.FromHexString(cipher.LookupKey("0", "identity.token.sealing"))) { KeyId = "qishi-seal" };
        options.EncryptionCredentials.Add(new EncryptingCredentials(seal, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static ECDsa? TryCreate(byte[] number)
    {
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
