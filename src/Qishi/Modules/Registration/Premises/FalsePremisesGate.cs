using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;

namespace Qishi.Modules.Registration.Premises;

/// <summary>An entity whose place was found false or empty first puts its address right (实施细则 art. 20); every act about it asks a person until then.</summary>
internal sealed class FalsePremisesGate(AppDb db) : IGate
{
    public string Name => "住所核查";

    public async Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct)
    {
        if (question.Uscc is not { } uscc)
            return [];
        var found = await db.Set<PremisesCheck>().AsNoTracking()
            .Where(c => c.Uscc == uscc && (c.State == PremisesCheckState.False || c.State == PremisesCheckState.LostContact || c.State == PremisesCheckState.Unagreed)).OrderByDescending(c => c.DecidedAt).FirstOrDefaultAsync(ct);
        return found is null
            ? []
            : [new(GateVerdict.NeedsPerson, $"登记的住所{ChinaTime.FullDay(found.VisitedOn!.Value)}核查{PremisesCheckFlow.Word(found.State)}，应当先改正或者办理住所变更", "R-11.12", PremisesUrls.Check(found.Id))];
    }
}
