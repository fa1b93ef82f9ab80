namespace Qishi.Platform.Subjects;

/// <summary>What one panel gave; null lines when it could not be read.</summary>
/// <param name="Title">Title.</param>
/// <param name="Panel">Lines and tags.</param>
/// <param name="Failed">It could not be read; the others stand.</param>
public sealed record ShownPanel(string Title, SubjectPanel Panel, bool Failed = false);

/// <summary>The whole file of a subject: the panels and tags of all modules, in their order. A panel that fails says so and the others stand.</summary>
public sealed class SubjectFile(IEnumerable<ISubjectPanel> panels, ILogger<SubjectFile> logger)
{
    /// <param name="uscc">Credit code.</param>
    /// <param name="asOf">Day.</param>
    /// <param name="holder">Only what the entity's own people may read.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<IReadOnlyList<ShownPanel>> ShowAsync(string uscc, DateOnly asOf, bool holder, CancellationToken ct)
    {
        var file = new List<ShownPanel>();
        foreach (var panel in Readable(holder))
        {
            try
            {
                var shown = await panel.ShowAsync(uscc, asOf, ct);
                file.Add(new(panel.Title, holder ? new([.. shown.Lines.Select(l => l with { Url = null })], [.. shown.Tags.Select(t => t with { Url = null })]) : shown));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "Panel {Panel} could not be shown", panel.Title);
                file.Add(new(panel.Title, new([], []), true));
            }
        }

        return file;
    }

    /// <summary>Records whose documents belong to the file, each once.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync(string uscc, bool holder, CancellationToken ct)
    {
        var records = new List<string>();
        foreach (var panel in Readable(holder))
            records.AddRange(await panel.RecordsAsync(uscc, ct));
        return [.. records.Distinct()];
    }

    private IEnumerable<ISubjectPanel> Readable(bool holder) => panels.Where(p => !holder || p.ForHolder).OrderBy(p => p.Order).ThenBy(p => p.Title, StringComparer.Ordinal);
}
