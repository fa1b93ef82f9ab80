using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Registration.Premises;

/// <summary>What was found at the entity's places, on its page (一企一档); a false or empty place becomes a tag.</summary>
internal sealed class PremisesPanel(AppDb db) : ISubjectPanel
{
    public string Title => "住所核查";

    public int Order => 20;

    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var checks = await db.Set<PremisesCheck>().AsNoTracking().Where(c => c.Uscc == uscc && c.OpenedAt < end).OrderByDescending(c => c.OpenedAt).ToListAsync(ct);
        var tags = checks.Where(c => c.State is PremisesCheckState.False or PremisesCheckState.LostContact or PremisesCheckState.Unagreed)
            .Select(c => new SubjectTag("premises-" + c.State, c.State switch { PremisesCheckState.False => "住所不实", PremisesCheckState.Unagreed => "住宅经营未经业主同意", _ => "住所无法联系" }, PremisesUrls.Check(c.Id))).Take(1);
        return new([.. checks.Select(c => new SubjectLine(c.DecidedAt ?? c.OpenedAt, $"住所核查：{PremisesCheckFlow.Word(c.State)}", PremisesUrls.Check(c.Id)))], [.. tags]);
    }
}
