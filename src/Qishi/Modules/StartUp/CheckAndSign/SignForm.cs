using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.CheckAndSign;

/// <summary>One signature: by the code from the person's phone, by a drawing, or seen on paper by a clerk.</summary>
internal sealed record SignInput(int Person, SignatureWay Way, string? Code, string? Drawing);

/// <summary>Signs the form as it stands, once per person.</summary>
internal sealed class SignFormHandler(AppDb db, FormReview review, IOneTimeCodes codes, IDocuments documents, EventLog log, Actor actor, TimeProvider clock)
{
    private const int LongestDrawing = 600_000;
    private const string PngStart = "data:image/png;base64,";

    /// <summary>Sends the code for signing to the person's own phone.</summary>
    public async Task<Result<DateTime>> SendCodeAsync(StartUpCase c, int person, CancellationToken ct)
    {
        var a = c.ReadAnswers();
        var x = await review.ContextAsync(c, a, ct);
        if (await ProblemAsync(c, a, x, person, ct) is { } problem)
            return problem;
        var sent = await codes.SendAsync(a.Of(person, "Mobile"), Purpose(c, a, x, person), "用于确认企业开办申请", ct);
        if (sent.Ok)
            await db.SaveChangesAsync(ct);
        return sent;
    }

    /// <returns>True when this act signed, false when the person had signed before.</returns>
    public async Task<Result<bool>> HandleAsync(StartUpCase c, SignInput input, CancellationToken ct)
    {
        var a = c.ReadAnswers();
        var x = await review.ContextAsync(c, a, ct);
        if (await ProblemAsync(c, a, x, input.Person, ct) is { } problem)
            return problem;
        var digest = Signers.DigestOf(a, x);
        if (await db.Set<Signature>().AnyAsync(s => s.CaseId == c.Id && s.Person == input.Person && s.Digest == digest, ct))
            return false;
        var proof = await ProofAsync(c, a, x, input, ct);
        if (!proof.Ok)
            return Result<bool>.Refused(proof.Problems);
        db.Add(new Signature
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseId = c.Id,
            Person = input.Person,
            Name = a.Of(input.Person, "Name"),
            Digest = digest,
            Way = input.Way,
            At = clock.UtcNow(),
            MaterialId = proof.Value,
            Witness = actor.Kind == ActorKind.Staff ? actor.Name : null,
        });
        log.Record(actor, "StartUpSigning", null, new StartUpSigned(c.CaseNo, input.Person, input.Way.ToString(), digest));
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (IsSecondClick(c.Id, input.Person, digest))
        {
            return false;
        }
    }

    private async Task<Problem?> ProblemAsync(StartUpCase c, Answers a, FormContext x, int person, CancellationToken ct)
    {
        if (!c.MayEdit)
            return new Problem("not-editable", $"这件现在是“{c.StateInfo.PublicWord}”，不用再签名");
        if (!Signers.PeopleOf(a, x.Kind).Contains(person))
            return new Problem("signer", "没有这个签名人。请刷新页面");
        var open = (await review.ProblemsAsync(a, x, ct)).Count;
        return open > 0 ? new Problem("not-complete", $"还有{open}处没填好，填好后再签名") : null;
    }

    private async Task<Result<Guid?>> ProofAsync(StartUpCase c, Answers a, FormContext x, SignInput input, CancellationToken ct)
    {
        switch (input.Way)
        {
            case SignatureWay.Sms:
                return await codes.CheckAsync(a.Of(input.Person, "Mobile"), Purpose(c, a, x, input.Person), NormalisedText.Codes(input.Code), ct)
                    ? (Guid?)null
                    : new Problem("code-wrong", "验证码不对或已过期。请重新获取，5分钟内有效", "Code");
            case SignatureWay.Screen:
                if (input.Drawing is not { Length: < LongestDrawing } drawing || !drawing.StartsWith(PngStart, StringComparison.Ordinal) || Bytes(drawing) is not { } png)
                    return new Problem("drawing-missing", "还没有收到签名。请在方框里写上姓名，或改用短信验证码", "Drawing");
                using (var stream = new MemoryStream(png))
                {
                    var kept = await documents.AcceptAsync(stream, $"签名-{input.Person}.png", c.Subject, FormContext.SignaturePicture, ct);
                    return kept.Ok ? kept.Value.Id : Result<Guid?>.Refused(kept.Problems);
                }

            case SignatureWay.Hall:
                return actor.Kind == ActorKind.Staff && actor.May(Permissions.Counter) ? (Guid?)null : new Problem("hall-only", "到大厅签名的，由工作人员当面确认");
            default:
                throw new InvalidOperationException($"Unknown way {input.Way}.");
        }
    }

    private static byte[]? Bytes(string drawing)
    {
        var text = drawing[PngStart.Length..];
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    private static string Purpose(StartUpCase c, Answers a, FormContext x, int person) => $"startup.sign:{c.CaseNo}:{person}:{Signers.DigestOf(a, x)[..16]}";

    private bool IsSecondClick(Guid caseId, int person, string digest)
    {
        db.ChangeTracker.Clear();
        return db.Set<Signature>().Any(s => s.CaseId == caseId && s.Person == person && s.Digest == digest);
    }
}
