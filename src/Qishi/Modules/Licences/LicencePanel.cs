using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Licences;

/// <summary>On an entity's page: its electronic licences, grants and seals, without names of persons.</summary>
internal sealed class LicencePanel(AppDb db, Actor actor) : ISubjectPanel
{
    public string Title => "电子营业执照和电子印章";
    public int Order => 25;
    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        var licences = await db.Set<ElectronicLicence>().AsNoTracking().Where(l => l.Uscc == uscc && l.SignedAt < end).OrderByDescending(l => l.No).Take(50).Select(l => new { l.No, l.SignedAt, l.State, l.StateSince }).ToListAsync(ct);
        var seals = await db.Set<ElectronicSeal>().AsNoTracking().Where(s => s.Owner == uscc && s.AppliedAt < end).OrderByDescending(s => s.AppliedAt).Take(50).ToListAsync(ct);
        var grants = await db.Set<LicenceGrant>().AsNoTracking().Where(g => g.Uscc == uscc && g.GivenAt < end).OrderByDescending(g => g.GivenAt).Take(50).ToListAsync(ct);
        var uses = await db.Set<LicenceUse>().AsNoTracking().Where(u => u.Uscc == uscc && u.At < end && u.Kind == LicenceUseKind.Checked).OrderByDescending(u => u.At).Take(10).ToListAsync(ct);
        var lines = licences.Select(l => new SubjectLine(l.SignedAt, $"签发电子营业执照（第{l.No}次）", null))
            .Concat(licences.Where(l => l.StateSince > l.SignedAt.AddSeconds(2) && l.StateSince < end).Select(l => new SubjectLine(l.StateSince, $"电子营业执照（第{l.No}次）：{ElectronicLicence.Words(l.State).Word}", null)))
            .Concat(seals.Select(s => new SubjectLine(s.AppliedAt, $"申请{SealBook.Word(s.Kind)}", Url(s))))
            .Concat(seals.Where(s => s.ActiveAt < end).Select(s => new SubjectLine(s.ActiveAt!.Value, $"领用{SealBook.Word(s.Kind)}", Url(s))))
            .Concat(seals.Where(s => s.EndedAt < end).Select(s => new SubjectLine(s.EndedAt!.Value, $"{SealBook.Word(s.Kind)}：{SealFlow.Flow[s.State].Word}，{s.EndReason}", Url(s))))
            .Concat(grants.Select(g => new SubjectLine(g.GivenAt, $"授权{(g.Role == GrantRole.Manager ? "证照管理员" : "办事人员")}一名，到{ChinaTime.FullDay(g.To)}", null)))
            .Concat(uses.Select(u => new SubjectLine(u.At, $"电子营业执照被核验：{MyLicence.UseWords.Result(u.Result)}", null)));
        return new([.. lines.OrderByDescending(l => l.At)], licences.FirstOrDefault() is { State: not ElectronicLicenceState.Valid } last ? [new("elicence-" + last.State, $"电子营业执照{ElectronicLicence.Words(last.State).Word}", null)] : []);
    }

    public Task<IReadOnlyList<string>> RecordsAsync(string uscc, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([Sign.LicenceBook.SubjectOf(uscc)]);

    private string? Url(ElectronicSeal s) => actor.May(Permissions.Read) ? Urls.DeskSeal(s.Id) : null;
}
