namespace Qishi.Platform.Subjects;

/// <summary>One subject, one file (一企一档): a module plugs a panel and tags onto an entity's page without knowing the page.</summary>
public interface ISubjectPanel
{
    string Title { get; }
    int Order { get; }

    Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct);
}

/// <summary>Rows of a panel and the tags it puts on the subject.</summary>
public sealed record SubjectPanel(IReadOnlyList<SubjectLine> Lines, IReadOnlyList<SubjectTag> Tags);

public sealed record SubjectLine(DateTime At, string Text, string? Url);

public sealed record SubjectTag(string Code, string Word, string? Url);
