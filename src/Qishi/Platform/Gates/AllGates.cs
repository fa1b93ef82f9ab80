namespace Qishi.Platform.Gates;

/// <summary>Asks every plugged gate. One that fails never opens by failing: it asks for a person.</summary>
public sealed class AllGates(IEnumerable<IGate> gates, ILogger<AllGates> logger)
{
    /// <summary>All answers, the severest first; empty when no gate has anything to say.</summary>
    public async Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct)
    {
        var answers = new List<GateAnswer>();
        foreach (var gate in gates)
        {
            try
            {
                answers.AddRange(await gate.AskAsync(question, ct));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "Gate {Gate} could not answer about {Act}", gate.Name, question.Act);
                answers.Add(new(GateVerdict.NeedsPerson, $"“{gate.Name}”暂时核查不了，请人工核对", "gate-unavailable", null));
            }
        }

        return [.. answers.OrderByDescending(a => a.Verdict)];
    }
}
