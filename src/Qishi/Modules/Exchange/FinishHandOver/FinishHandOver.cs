using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;

namespace Qishi.Modules.Exchange.FinishHandOver;

public sealed class FinishHandOverForm
{
    /// <summary>Result fields in the order of <see cref="ResultFields.Of"/>.</summary>
    public List<string?> Results { get; set; } = [];

    public string? DoneAt { get; set; }
}

/// <summary>A liaison reports a matter done that the department received: result fields and when it was really done.</summary>
internal sealed class FinishHandOverHandler(OwnHandOvers own, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Guid id, FinishHandOverForm form, CancellationToken ct)
    {
        if (await own.FindAsync(id, ct) is not { } row)
            return OwnHandOvers.NotThere;
        var now = clock.UtcNow();
        if (row.PushedAt is null)
            return new Problem("not-delivered", "这件还没有送达贵单位，不能直接办结。对方系统故障时请用“人工补录”");
        var decided = Decide(form, row, now);
        return decided.Ok
            ? await own.SaveAsync(row, "HandOverFinishing", null, "complete", [.. row.Complete(decided.Value.DoneAt, now, decided.Value.Result)], ct)
            : Result<Guid>.Refused(decided.Problems);
    }

    internal static Result<(DateTime DoneAt, string Result)> Decide(FinishHandOverForm form, HandOver row, DateTime now)
    {
        var (problems, results) = (new List<Problem>(), new Dictionary<string, string>());
        var fields = ResultFields.Of(row.Matter);
        for (var i = 0; i < fields.Count; i++)
        {
            var value = NormalisedText.Text(form.Results.ElementAtOrDefault(i));
            if (value.Length == 0 && i == 0)
                problems.Add(new("result-missing", $"请填写{fields[i].Word}", $"Results[{i}]"));
            else if (value.Length > 100)
                problems.Add(new("result-long", $"{fields[i].Word}超过100个字。请核对", $"Results[{i}]"));
            else if (value.Length > 0)
                results[fields[i].Code] = value;
        }

        var done = TypedMoment.Parse(form.DoneAt, nameof(form.DoneAt), row.AcceptedAt, now);
        problems.AddRange(done.Problems);
        return problems.Count > 0 ? Result<(DateTime, string)>.Refused(problems) : (done.Value, JsonSerializer.Serialize(results, Wire.Json));
    }
}
