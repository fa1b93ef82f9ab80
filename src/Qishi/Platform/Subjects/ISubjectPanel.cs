namespace Qishi.Platform.Subjects;

/// <summary>One subject, one file (一企一档): a module plugs a panel and tags onto an entity's page without knowing the page.</summary>
public interface ISubjectPanel
{
    string Title { get; }
    int Order { get; }

    /// <summary>True when the entity's own people may read the panel as well; its lines then lead nowhere only staff may go.</summary>
    bool ForHolder => false;

    Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct);

    /// <summary>Records whose documents belong to the entity's file, as <c>IDocuments</c> names subjects: <c>entity:…</c>, <c>case:…</c>.</summary>
    Task<IReadOnlyList<string>> RecordsAsync(string uscc, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>Rows of a panel and the tags it puts on the subject.</summary>
public sealed record SubjectPanel(IReadOnlyList<SubjectLine> Lines, IReadOnlyList<SubjectTag> Tags);

public sealed record SubjectLine(DateTime At, string Text, string? Url);

public sealed record SubjectTag(string Code, string Word, string? Url);
