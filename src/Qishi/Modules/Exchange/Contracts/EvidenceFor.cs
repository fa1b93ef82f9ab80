namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// What a reader of a bundle sees. Numbers and phones of persons are left out, for staff of everybody, for an applicant of everybody else; their hashes stay, so that
/// everything is still proven. Who of the staff did what, and from which address, is for staff only.
/// </summary>
/// <param name="Word">办事人 or 工作人员.</param>
/// <param name="SeesProcesses">The process rows of the log are shown.</param>
/// <param name="OwnIdNumber">The reader's own number; null when it is unknown or the reader is staff.</param>
public sealed record EvidenceFor(string Word, bool SeesProcesses, string? OwnIdNumber)
{
    private static readonly string[] Open = ["name", "idType"];

    /// <summary>For staff.</summary>
    public static EvidenceFor Staff { get; } = new("工作人员", true, null);

    /// <summary>For the applicant of the case.</summary>
    public static EvidenceFor Applicant(string? ownIdNumber) => new("办事人", false, ownIdNumber);

    /// <summary>The fields with those left out that the reader may not see.</summary>
    public IReadOnlyList<DataField> Shown(IReadOnlyList<DataField> fields)
    {
        // A person is whoever has a number: everything below the same place of the data is about that one.
        var persons = fields.Where(f => f.Path.EndsWith("/idNo", StringComparison.Ordinal))
            .ToDictionary(f => f.Path[..^"idNo".Length], f => OwnIdNumber is not null && f.Value == $"\"{OwnIdNumber}\"");
        return [.. fields.Select(f => persons.Any(p => f.Path.StartsWith(p.Key, StringComparison.Ordinal) && !p.Value && !Open.Contains(f.Path[p.Key.Length..])) ? FieldTree.LeftOut(f) : f)];
    }
}
