using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Operations.ShowParameters;

internal sealed record ParameterList(IReadOnlyList<ParameterRow> Rows, int Total, int Pending)
{
    public static ParameterList None { get; } = new([], 0, 0);
}

/// <summary>The dated values, by whether they hold today, will hold, have ended, or wait for a second person.</summary>
internal sealed class ShowParametersHandler(AppDb db, TimeProvider clock)
{
    public async Task<ParameterList> HandleAsync(string? words, string? when, int page, int size, CancellationToken ct)
    {
        var today = clock.Today();
        var all = db.Set<ParameterRow>().AsNoTracking().Where(p => p.RejectedAt == null);
        var pending = await all.CountAsync(p => p.ApprovedAt == null, ct);
        var rows = when switch
        {
            "pending" => all.Where(p => p.ApprovedAt == null),
            "future" => all.Where(p => p.ApprovedAt != null && p.From > today),
            "ended" => all.Where(p => p.ApprovedAt != null && p.To < today),
            _ => all.Where(p => p.ApprovedAt != null && (p.From == null || p.From <= today) && (p.To == null || p.To >= today)),
        };
        if (words is not null)
        {
            var named = ParameterWords.KeysOf(words);
            rows = rows.Where(p => named.Contains(p.Key) || p.Key.Contains(words) || p.Source.Contains(words) || p.Article.Contains(words));
        }

        return new(await rows.OrderBy(p => p.Key).ThenBy(p => p.From).Skip((page - 1) * size).Take(size).ToListAsync(ct), await rows.CountAsync(ct), pending);
    }
}
