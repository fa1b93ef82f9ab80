namespace Qishi.Modules.Exchange.Model;

/// <summary>Fields every department needs (rulebook A §5.2, common key fields), by path; completeness of counts them.</summary>
internal static class MandatoryFields
{
    public static readonly string[] Common =
        ["caseNo", "uscc", "name", "entityKind", "address", "establishedOn", "legalRep.name", "legalRep.idNo", "legalRep.mobile", "scopeText", "issuedAt"];

    public static int Filled(IReadOnlyDictionary<string, string> leaves) => Common.Count(path => leaves.TryGetValue(path, out var value) && value.Length > 0);
}
