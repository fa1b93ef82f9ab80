using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Lanes;
using Qishi.Modules.Registration.Notices;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Registration.Acts;

/// <summary>An entity's applications and notices on its page, and the tags that come with them.</summary>
internal sealed class RegistrationPanel(AppDb db, ActList acts) : ISubjectPanel
{
    public string Title => "登记、备案和公告";

    public int Order => 10;

    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var applications = await db.Set<RegistrationApplication>().AsNoTracking().Where(a => a.Uscc == uscc && a.SubmittedAt != null && a.SubmittedAt < end).OrderByDescending(a => a.SubmittedAt).Take(50)
            .Select(a => new { a.Number, a.Act, a.State, At = a.DecidedAt ?? a.SubmittedAt!.Value }).ToListAsync(ct);
        var notices = await db.Set<PublicNotice>().AsNoTracking().Where(n => n.Uscc == uscc && n.PublishedAt < end).OrderByDescending(n => n.PublishedAt).Take(50).Select(n => new { n.Number, n.Title, n.PublishedAt, n.Outcome }).ToListAsync(ct);
        var lines = applications.Select(a => new SubjectLine(a.At, $"{acts.Find(a.Act)?.Info.Word ?? a.Act}：{ApplicationFlow.Flow[a.State].Word}", ActUrls.ReviewOf(a.Number)))
            .Concat(notices.Select(n => new SubjectLine(n.PublishedAt, n.Title + (n.Outcome is null ? "" : $"（{n.Outcome}）"), NoticeUrls.DeskOf(n.Number)))).OrderByDescending(l => l.At).ToList();
        var tags = new List<SubjectTag>();
        if (await db.Set<SeparateMark>().AnyAsync(m => m.Uscc == uscc && m.RemovedOn == null && m.MarkedOn <= asOf, ct))
            tags.Add(new("separate-register", "另册管理", ExitUrls.Separate));
        if (await db.Set<Gap>().AnyAsync(g => g.State == GapState.IssuedWithGap && db.Set<RegistrationApplication>().Any(a => a.Number == g.Number && a.Uscc == uscc), ct))
            tags.Add(new("gap", "容缺", null));
        return new(lines, tags);
    }

    public async Task<IReadOnlyList<string>> RecordsAsync(string uscc, CancellationToken ct) =>
        [.. (await db.Set<RegistrationApplication>().Where(a => a.Uscc == uscc && a.SubmittedAt != null).OrderByDescending(a => a.SubmittedAt).Select(a => a.Number).Take(50).ToListAsync(ct)).Select(n => "application:" + n)];
}
