using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Exit;

/// <summary>What is known that bears on an exit: from the modules plugged in and from the register itself.</summary>
internal sealed record KnownFacts(IReadOnlyList<ExitFact> Facts, RuleCheck Line);

/// <summary>Asks everybody who may know. One that fails asks for a person; none plugged says so.</summary>
internal sealed class FactsOfExit(AppDb db, IEnumerable<IExitFacts> sources, ILogger<FactsOfExit> logger)
{
    public async Task<KnownFacts> FindAsync(string uscc, DateOnly on, CancellationToken ct)
    {
        var (facts, silent) = (new List<ExitFact>(), new List<string>());
        foreach (var source in sources)
        {
            try
            {
                facts.AddRange(await source.FindAsync(uscc, on, ct));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                logger.LogError(e, "{Source} could not answer about an exit", source.Name);
                silent.Add(source.Name);
            }
        }

        var status = await db.Set<Entity>().Where(e => e.Uscc == uscc).Select(e => e.Status).SingleAsync(ct);
        var line = silent.Count > 0 ? new RuleCheck("R-10.33", CheckOutcome.NeedsPerson, "信用、涉诉、抵押等信息", $"“{string.Join("”“", silent)}”暂时核查不了，请人工核对", "市场主体登记管理条例实施细则第四十八条")
            : !sources.Any() ? new RuleCheck("R-10.33", CheckOutcome.NeedsPerson, "信用、涉诉、抵押等信息", "还没有接入经营异常、股权冻结、动产抵押、涉诉等信息，请人工核对", "市场主体登记管理条例实施细则第四十八条")
            : facts.Count == 0 ? new RuleCheck("R-10.33", CheckOutcome.Pass, "信用、涉诉、抵押等信息", $"问了{sources.Count()}处，没有命中；登记状态{Checks.Wording.Statuses[status].Word}", "市场主体登记管理条例实施细则第四十八条")
            : new RuleCheck("R-10.33", CheckOutcome.Note, "信用、涉诉、抵押等信息", string.Join("；", facts.Select(f => f.Sentence)), "市场主体登记管理条例实施细则第四十八条", null, facts[0].Url);
        return new(facts, line);
    }
}
