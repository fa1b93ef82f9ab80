using Microsoft.EntityFrameworkCore;

namespace Qishi.Platform.Web;

/// <summary>One page of a list and how many rows there are in all.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Total);

public static class PagedQueries
{
    /// <summary>Pages in the database; counting stops just above the highest row a list can show.</summary>
    public static async Task<Paged<T>> PageAsync<T>(this IQueryable<T> rows, ListQuery query, CancellationToken ct)
    {
        var total = await rows.Take(ListQuery.HighestRow + 1).CountAsync(ct);
        var page = await rows.Skip((query.Page - 1) * query.Size).Take(query.Size).ToListAsync(ct);
        return new(page, total);
    }
}
