using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;

namespace Qishi.Modules.Exchange.SendBackHandOver;

public sealed class SendBackHandOverForm
{
    public string? Code { get; set; }
    public string? Sentence { get; set; }

    /// <summary>applicant or bureau: whose data it is.</summary>
    public string? Whose { get; set; }
}

/// <summary>A liaison sends a matter back: a coded reason to count by, and a sentence the applicant can act on.</summary>
internal sealed class SendBackHandOverHandler(OwnHandOvers own, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, SendBackHandOverForm form, CancellationToken ct)
    {
        if (await own.FindAsync(id, ct) is not { } row)
            return OwnHandOvers.NotThere;
        if (row.PushedAt is null)
            return new Problem("not-delivered", "这件还没有送达贵单位，不能退回");
        if (Decide(form) is { Count: > 0 } problems)
            return Result<Guid>.Refused(problems);
        var now = clock.UtcNow();
        return await own.SaveAsync(row, "HandOverSendingBack", null, "return", [.. row.Return(form.Code!, NormalisedText.Text(form.Sentence), form.Whose == "applicant", now, now)], ct);
    }

    internal static IReadOnlyList<Problem> Decide(SendBackHandOverForm form)
    {
        var problems = new List<Problem>();
        if (ReturnReasons.All.All(r => r.Code != form.Code))
            problems.Add(new("reason-missing", "请选择退回原因", nameof(form.Code)));
        if (NormalisedText.Text(form.Sentence).Length is 0 or > 200)
            problems.Add(new("sentence-missing", "请写一句给申请人看的说明，200字以内", nameof(form.Sentence)));
        if (form.Whose is not ("applicant" or "bureau"))
            problems.Add(new("whose-missing", "请选择要由谁更正", nameof(form.Whose)));
        return problems;
    }
}
