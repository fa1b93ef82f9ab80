using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>The bundle for staff; the applicant's is on the page of the case.</summary>
internal static class EvidenceDownload
{
    private const string ContentType = "application/zip";

    public static async Task<IResult> HandleAsync(string caseNo, IEvidence evidence, CancellationToken ct) => Answer(await evidence.OfAsync(caseNo, EvidenceFor.Staff, ct));

    public static IResult Answer(Kernel.Result<EvidenceBundle> made) => made.Ok
        ? Results.File(made.Value.Zip, ContentType, made.Value.FileName)
        : Results.Problem(made.Problems[0].Sentence, statusCode: made.Problems[0].Code == "no-evidence" ? StatusCodes.Status404NotFound : StatusCodes.Status500InternalServerError, title: "没有证据包");
}
