using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.StartUp.ShowProgress;

/// <summary>How the entity was opened: its start-up with the matters, on its page (一企一档).</summary>
internal sealed class StartUpPanel(AppDb db) : ISubjectPanel
{
    public string Title => "企业开办";

    public int Order => 15;

    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var cases = await db.Set<StartUpCase>().AsNoTracking().Include(c => c.Matters).Where(c => c.Uscc == uscc && c.DeletedAt == null).OrderBy(c => c.CaseNo).Take(10).ToListAsync(ct);
        var lines = new List<SubjectLine>();
        foreach (var c in cases)
        {
            Add(c.FirstSubmittedAt, $"提交企业开办申请（{c.CaseNo}）");
            Add(c.AcceptedAt, "受理企业开办");
            Add(c.IssuedAt, "准予设立登记，核发执照");
            Add(c.FinishedAt, $"企业开办全部办结{(c.OnTime == true ? "，按承诺时限办结" : "")}");
            Add(c.DeliveredAt, "执照送达");

            void Add(DateTime? at, string text)
            {
                if (at < end)
                    lines.Add(new(at.Value, text, Urls.Of(Urls.Review, c.CaseNo)));
            }
        }

        return new([.. lines.OrderByDescending(l => l.At)], []);
    }

    public async Task<IReadOnlyList<string>> RecordsAsync(string uscc, CancellationToken ct) =>
        [.. (await db.Set<StartUpCase>().Where(c => c.Uscc == uscc && c.DeletedAt == null).OrderBy(c => c.CaseNo).Select(c => c.CaseNo).Take(10).ToListAsync(ct)).Select(n => "case:" + n)];
}
