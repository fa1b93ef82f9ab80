using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Exchange.ShowHandOver;

/// <summary>What was handed over to other departments for an entity and what came back, on its page (一企一档).</summary>
internal sealed class HandOverPanel(AppDb db, Actor actor) : ISubjectPanel
{
    public string Title => "部门推送和回执";

    public int Order => 35;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var rows = await db.Set<HandOver>().AsNoTracking().Where(h => h.Uscc == uscc && h.CreatedAt < end).OrderByDescending(h => h.CreatedAt).ThenBy(h => h.Id).Take(100)
            .Select(h => new { h.Id, h.Matter, h.Department, h.PayloadVersion, h.PushedAt, h.BusinessCompletedAt, h.CreatedAt, h.ReportedAt }).ToListAsync(ct);
        var names = await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Code, d => d.ShortName, ct);
        var lines = new List<SubjectLine>();
        foreach (var h in rows)
        {
            var what = $"{names.GetValueOrDefault(h.Department, h.Department)}{(h.PayloadVersion > 1 ? $"（第{h.PayloadVersion}版）" : "")}";
            var url = actor.May(Permissions.Watch) ? Urls.HandOver(h.Id) : null;
            lines.Add(h.PushedAt < end ? new(h.PushedAt.Value, $"推送{what}", url) : new(h.CreatedAt, $"待推送{what}", url));
            if (h.ReportedAt < end)
                lines.Add(new(h.ReportedAt.Value, $"回执{what}{(h.BusinessCompletedAt is null ? "" : "：办结")}", url));
        }

        return new([.. lines.OrderByDescending(l => l.At)], []);
    }
}
