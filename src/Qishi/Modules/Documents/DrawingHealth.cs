using Microsoft.Extensions.Diagnostics.HealthChecks;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Drawing;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents;

/// <summary>Draws a small notice: documents are drawn long after the decision, so a missing font must show before somebody needs one.</summary>
internal sealed class DrawingHealth(DocumentDrawing drawing, TimeProvider clock) : IHealthCheck
{
    private static readonly DocumentContent Trial = DocumentContent.Of(
        new NewDocument(DocumentKinds.Notice, "trial:1", "试画", null, new Dictionary<string, string> { ["Body"] = "食品、見见、𬭚㛃邨喆" }));

    private bool drawn;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!drawn)
                drawing.Draw(Trial, new(clock.UtcNow(), null, []));
            drawn = true;
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (UndrawableException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Message));
        }
    }
}
