using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Socket: a box on the registrar's review page, e.g. the state of a tolerated gap.</summary>
internal interface IReviewPanel
{
    /// <summary>Null when there is nothing to say.</summary>
    Task<ReviewPanel?> ShowAsync(ApplicationFile file, Actor actor, CancellationToken ct);
}

internal sealed record ReviewPanel(string Title, IReadOnlyList<string> Lines, IReadOnlyList<(string Url, string Word)> Links);
