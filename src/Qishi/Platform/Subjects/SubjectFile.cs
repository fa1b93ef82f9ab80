namespace Qishi.Platform.Subjects;

/// <summary>The whole file of a subject: the panels and tags of all modules, in their order. A panel that fails says so and the others stand.</summary>
public sealed class SubjectFile(IEnumerable<ISubjectPanel> panels, ILogger<SubjectFile> logger)
{
    public async Task<IReadOnlyList<(string Title, SubjectPanel Panel)>> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var file = new List<(string, SubjectPanel)>();
        foreach (var panel in panels.OrderBy(p => p.Order))
        {
            try
            {
                file.Add((panel.Title, await panel.ShowAsync(uscc, asOf, ct)));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "Panel {Panel} could not be shown", panel.Title);
                file.Add((panel.Title, new([new(default, "这一栏暂时读不出来，请稍后刷新", null)], [])));
            }
        }

        return file;
    }
}
