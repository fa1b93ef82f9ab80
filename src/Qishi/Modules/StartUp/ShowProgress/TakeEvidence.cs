using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.ShowProgress;

/// <summary>The evidence of the applicant's own case: what was handed to the departments and what they answered, to be checked without us.</summary>
internal static class TakeEvidence
{
    public static async Task<IResult> HandleAsync(string caseNo, CaseAccess access, IEvidence evidence, IApplicants applicants, Actor actor, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is null)
            return Results.NotFound();
        var own = actor.AccountId is { } account && actor.Kind == ActorKind.Applicant ? (await applicants.FindAsync(account, ct))?.IdNumber : null;
        var made = await evidence.OfAsync(caseNo, EvidenceFor.Applicant(own), ct);
        return made.Ok ? Results.File(made.Value.Zip, "application/zip", made.Value.FileName)
            : Results.Problem(made.Problems[0].Sentence, statusCode: made.Problems[0].Code == "no-evidence" ? StatusCodes.Status404NotFound : StatusCodes.Status500InternalServerError, title: "没有证据包");
    }
}
