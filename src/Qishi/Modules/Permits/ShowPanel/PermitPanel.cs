using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Permits.ShowPanel;

/// <summary>On an entity's page: which permits it needs after the licence and where they stand; the tag says when one is missing.</summary>
internal sealed class PermitPanel(AppDb db) : ISubjectPanel
{
    public string Title => "许可和双告知";
    public int Order => 30;
    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var notices = await db.Set<DualNotice>().AsNoTracking().Where(n => n.Uscc == uscc && n.CreatedAt < end).OrderBy(n => n.Matter).ToListAsync(ct);
        return new(
            [.. notices.Select(n => new SubjectLine(n.StateSince, $"{n.Permit}，{n.DepartmentName ?? "部门不明确"}：{NoticeFlow.Flow[n.State].Word}{(n.PermitNo is { } no ? $"，{no}" : "")}", Urls.Notice(n.Id)))],
            [.. notices.Where(n => !n.IsFiling && NoticeFlow.Tracked.Contains(n.State)).Take(1).Select(n => new SubjectTag("permit.missing", "有照，许可还没有办", Urls.Notice(n.Id)))]);
    }
}
