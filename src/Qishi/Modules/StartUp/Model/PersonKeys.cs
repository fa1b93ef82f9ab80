using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>Keyed digest of the first person's ID number: the office finds an operator's cases by the whole number, and by nothing less.</summary>
internal static class PersonKeys
{
    public static string Of(AppDb db, string idNumber) => db.Cipher.LookupKey(idNumber, "startup.person");
}
