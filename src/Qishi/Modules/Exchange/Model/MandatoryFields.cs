namespace Qishi.Modules.Exchange.Model;

/// <summary>Fields every department needs (rulebook A §5.2, common key fields), by path; completeness of counts them.</summary>
internal static class MandatoryFields
{
    public static readonly string[] Common =
        ["caseNo", "uscc", "name", "entityKind", "address", "establishedOn", "legalRep.name", "legalRep.idNo", "legalRep.mobile", "scopeText", "issuedAt"];

    /// <summary>A notice on a desk carries no ID number: the reader needs none.</summary>
    private static readonly string[] OnDesk = [.. Common.Where(path => path != "legalRep.idNo")];

    public static string[] Of(bool atDesk) => atDesk ? OnDesk : Common;

    public static int Filled(IReadOnlyDictionary<string, string> leaves, bool atDesk = false) => Of(atDesk).Count(path => leaves.TryGetValue(path, out var value) && value.Length > 0);
}
