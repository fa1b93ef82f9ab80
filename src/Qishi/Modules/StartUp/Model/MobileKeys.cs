using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Keyed digest of a mobile number: finds a case by number and phone without keeping the phone readable.</summary>
internal static class MobileKeys
{
    public static string Of(AppDb db, string mobile) => db.Cipher.LookupKey(mobile, "startup.mobile");
}
