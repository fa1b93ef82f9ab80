using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.Model;

/// <summary>Keyed digests by which people are found again; the same number under two purposes gives unrelated digests.</summary>
internal static class LookupKeys
{
    public static string Mobile(this FieldCipher cipher, string mobile) => cipher.LookupKey(mobile, "identity.mobile");

    public static string CitizenId(this FieldCipher cipher, string idNumber) => cipher.LookupKey(idNumber, "identity.id");

    /// <summary>What was typed as account at sign-in, whether or not it exists.</summary>
    public static string Login(this FieldCipher cipher, string typed) => cipher.LookupKey(typed, "identity.login");

    public static string OneTimeCode(this FieldCipher cipher, Guid id, string code) => cipher.LookupKey(code, "identity.code:" + id);
}
