using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.SuperviseNames;

public sealed class LiftBlockForm
{
    /// <summary>lift or keep.</summary>
    public string? Decision { get; set; }
    public string? Opinion { get; set; }
}

/// <summary>The name supervisor lifts a block when a document shows an investment relation or an authorisation; without a document nobody can.</summary>
internal sealed class LiftBlockHandler(AppDb db, IDocuments documents, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<NameReservation?> FindAsync(string number, CancellationToken ct) => db.Set<NameReservation>().SingleOrDefaultAsync(r => r.Number == number, ct);

    public Task<IReadOnlyList<MaterialCard>> ProofsAsync(NameReservation declared, CancellationToken ct) => documents.MaterialsOfAsync(declared.Subject, ct);

    public async Task<Result<string>?> HandleAsync(string number, LiftBlockForm form, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } declared)
            return null;
        var problems = Decide(declared, (await ProofsAsync(declared, ct)).Count(m => m.Kind == AskToLiftHandler.Proof), form);
        if (!actor.May(Permissions.SuperviseNames))
            problems.Add(new("not-supervisor", "只有名称主管人员可以解除", null, "R-3.26"));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var lifted = form.Decision == "lift";
        declared.DecideLift(lifted, actor.NameOnRecord, NormalisedText.Text(form.Opinion), clock.UtcNow());
        log.Record(actor, "NameLiftDeciding", NormalisedText.Text(form.Opinion), new NameLiftDecided(number, lifted));
        await worklist.CloseAsync(AskToLiftHandler.KeyOf(number), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return lifted ? "已解除，申请人可以保留这个名称" : "已退回，名称仍不能用";
    }

    internal static List<Problem> Decide(NameReservation declared, int proofs, LiftBlockForm form)
    {
        var problems = new List<Problem>();
        if (declared.LiftAskedAt is null || declared.LiftDecidedAt is not null || declared.State != NameState.Checked)
            problems.Add(new("not-asked", "申请人没有提出，或者已经处理过。请刷新页面"));
        if (form.Decision is not ("lift" or "keep"))
            problems.Add(new("decision-required", "请选择解除还是不解除", nameof(form.Decision)));
        if (form.Decision == "lift" && proofs == 0)
            problems.Add(new("proof-required", "没有投资关系证明或者授权文件，不能解除", nameof(form.Decision), "R-3.26"));
        if (string.IsNullOrWhiteSpace(form.Opinion))
            problems.Add(new("opinion-required", "请写明理由", nameof(form.Opinion)));
        return problems;
    }
}
