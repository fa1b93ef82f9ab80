using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.CheckAndSign;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.StartDraft;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.SubmitByInterface;

/// <summary>The case of a call, and whether an earlier call with the same key had submitted it.</summary>
internal sealed record InterfaceOutcome(StartUpCase Case, bool Repeated);

/// <summary>
/// The same draft, the same checks and the same submit as on the pages. The key belongs to the caller: the same key gives the same case, and a call cut off
/// between draft and submit is simply repeated.
/// </summary>
internal sealed class SubmitByInterfaceHandler(
    AppDb db, StartDraftHandler drafts, CaseAccess access, FormReview review, SubmitStartUpHandler submit, IDocuments documents, IApplicants applicants, Actor actor, TimeProvider clock)
{
    public async Task<Result<InterfaceOutcome>> HandleAsync(StartUpRequest request, string? key, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > 100)
            return new Problem("idempotency-key-missing", "请在Idempotency-Key头里给出1至100个字符的唯一键，重发时用同一个", "Idempotency-Key");
        var problems = Decide(request);
        if (problems.Count > 0)
            return Result<InterfaceOutcome>.Refused(problems);
        var answers = request.Answers!;
        var applicant = new ApplicantCard(Guid.Empty, answers.GetValueOrDefault("P1.Name", ""), answers.GetValueOrDefault("P1.IdNumber"), answers.GetValueOrDefault("P1.Mobile", ""), RealNameLevel.None);
        var caseNo = await drafts.BeginAsync(new NewDraft(Enum.Parse<EntityKind>(request.Kind!), Channel.Online, applicant, "interface:" + key), ct);
        var c = await access.FindAsync(caseNo, ct) ?? throw new InvalidOperationException($"The draft {caseNo} is not the caller's.");
        if (!c.MayEdit)
            return new InterfaceOutcome(c, Repeated: true);
        if (await FillAsync(c, request, ct) is { Count: > 0 } refused)
            return Result<InterfaceOutcome>.Refused(refused);
        var outcome = await submit.HandleAsync(caseNo, request.Committed, ct);
        return outcome is { Ok: true } ? new InterfaceOutcome(c, Repeated: false) : Result<InterfaceOutcome>.Refused(outcome!.Value.Problems);
    }

    internal static List<Problem> Decide(StartUpRequest request)
    {
        var problems = new List<Problem>();
        if (!Enum.TryParse<EntityKind>(request.Kind, out var kind) || !Enum.IsDefined(kind))
            problems.Add(new("kind-unknown", $"kind应为Individual或Llc，现在是“{request.Kind}”", "kind"));
        if (request.Answers is not { Count: > 0 })
            problems.Add(new("answers-missing", "请在answers里给出表单内容", "answers"));
        problems.AddRange((request.Answers ?? new Dictionary<string, string>()).Keys.Where(f => f != "People" && FormFields.Find(f) is null)
            .Select(f => new Problem("field-unknown", $"表单里没有“{f}”这一项", f)));
        return problems;
    }

    private async Task<IReadOnlyList<Problem>> FillAsync(StartUpCase c, StartUpRequest request, CancellationToken ct)
    {
        var (a, now) = (c.ReadAnswers(), clock.UtcNow());
        foreach (var (field, value) in request.Answers!)
            a.Put(field, FormFields.Find(field) is { } known ? FormFields.Clean(known, known.Shape == Shape.Many ? value.Split(',') : [value]) : value, c.Version + 1, actor.Name, now);
        foreach (var p in a.People)
            a.Put($"P{p}.Verified", await applicants.VerifyAsync(a.Of(p, "Name"), a.Of(p, "IdNumber"), ct) is { Ok: true, Value: RealNameLevel.RealName } ? EntityDraftMaker.VerifiedMark(a, p) : "", c.Version + 1, actor.Name, now);
        var problems = new List<Problem>();
        foreach (var material in request.Materials ?? [])
            problems.AddRange(await TakeAsync(c, material, ct));
        if (problems.Count > 0)
            return problems;
        // A signature names the given files too: they must be there before it is made.
        if (request.Materials is { Count: > 0 })
            await db.SaveChangesAsync(ct);
        foreach (var topic in Topic.All)
            a.Visited.Add(topic.Code);
        var x = await review.ContextAsync(c, a, ct);
        c.KeepForm(a, x, MobileKeys.Of(db, a["P1.Mobile"]), actor.Name, now);
        await SignAsync(c, a, x, request, ct);
        await db.SaveChangesAsync(ct);
        return [];
    }

    private async Task<IReadOnlyList<Problem>> TakeAsync(StartUpCase c, MaterialNote material, CancellationToken ct)
    {
        var bytes = new byte[(material.Content?.Length ?? 0) * 3 / 4 + 3];
        if (!Convert.TryFromBase64String(material.Content ?? "", bytes, out var length))
            return [new Problem("material-unreadable", $"“{material.FileName}”不是base64内容", "materials")];
        using var stream = new MemoryStream(bytes, 0, length, writable: false);
        var taken = await documents.AcceptAsync(stream, material.FileName ?? "材料", c.Subject, material.Kind == FormContext.OwnersConsent ? FormContext.OwnersConsent : FormContext.PremisesProof, ct);
        return [.. taken.Problems.Select(p => p.At("materials"))];
    }

    private async Task SignAsync(StartUpCase c, Answers a, FormContext x, StartUpRequest request, CancellationToken ct)
    {
        var digest = Signers.DigestOf(a, x);
        var signed = await db.Set<Signature>().Where(s => s.CaseId == c.Id && s.Digest == digest).Select(s => s.Person).ToListAsync(ct);
        foreach (var note in (request.Signatures ?? []).Where(s => Signers.PeopleOf(a, x.Kind).Contains(s.Person) && !signed.Contains(s.Person)).DistinctBy(s => s.Person))
            db.Add(new Signature
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                CaseId = c.Id,
                Person = note.Person,
                Name = a.Of(note.Person, "Name"),
                Digest = digest,
                Way = SignatureWay.Platform,
                At = note.SignedAt.UtcDateTime,
                Witness = actor.Name,
            });
    }
}
