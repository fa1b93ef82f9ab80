using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Acts;

/// <summary>An application with everything a page or a decision needs of it.</summary>
internal sealed record ApplicationFile(ActCase Case, IAct Act, ActSheet Sheet, IReadOnlyList<ActField> Fields, IReadOnlyList<MaterialCard> Materials)
{
    public RegistrationApplication Application => Case.Application;
    public Entity? Entity => Case.Entity;

    /// <summary>Scanned, or seen on paper at the counter.</summary>
    public bool HasPaper(string code) => Materials.Any(m => m.Kind == code) || Application.SeenPapers.Split(',').Contains(code);

    public IEnumerable<ActPaper> MissingPapers => Sheet.Papers.Where(p => p.Required && !HasPaper(p.Code));

    /// <summary>Every problem that stands in the way of submitting or granting, papers included.</summary>
    public IReadOnlyList<Problem> Problems =>
    [
        .. Act.Hindrances(Case), .. Sheet.Problems,
        .. MissingPapers.Where(p => !ToleratedPapers.Contains(p.Code)).Select(p => new Problem("paper-missing", $"还缺“{p.Word}”（{p.Basis}）。请上传，窗口办理的请确认已收原件", "Paper." + p.Code)),
    ];

    /// <summary>Papers that may come later: granted by the reviewer under a commitment.</summary>
    public IReadOnlyCollection<string> ToleratedPapers { get; init; } = [];
}

/// <summary>Reads applications. Readers see what is theirs; the office sees all.</summary>
internal sealed class ApplicationFiles(AppDb db, GroundReader grounds, ActList acts, IDocuments documents, IEnumerable<IPaperRelief> reliefs, TimeProvider clock)
{
    public async Task<ApplicationFile?> FindAsync(IQueryable<RegistrationApplication> among, string? number, CancellationToken ct) =>
        number is { Length: <= 20 } && await among.SingleOrDefaultAsync(a => a.Number == number, ct) is { } application ? await OfAsync(application, ct) : null;

    public async Task<ApplicationFile> OfAsync(RegistrationApplication a, CancellationToken ct)
    {
        var entity = a.EntityId is { } id ? await db.Set<Entity>().SingleAsync(e => e.Id == id, ct) : null;
        var c = await CaseAsync(a, entity, ct);
        var act = acts[a.Act];
        var relieved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var relief in reliefs)
            relieved.UnionWith(await relief.RelievedAsync(a.Number, ct));
        return new(c, act, await act.JudgeAsync(c, ct), await act.FieldsAsync(c, ct), await documents.MaterialsOfAsync(a.Subject, ct)) { ToleratedPapers = relieved };
    }

    public async Task<ActCase> CaseAsync(RegistrationApplication a, Entity? entity, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return new(a, entity, await grounds.ReadAsync(ChinaTime.DayOf(a.AcceptedAt ?? now), ct), now);
    }
}

/// <summary>Socket: papers of an application that may come later (容缺受理).</summary>
internal interface IPaperRelief
{
    Task<IReadOnlyCollection<string>> RelievedAsync(string number, CancellationToken ct);
}
