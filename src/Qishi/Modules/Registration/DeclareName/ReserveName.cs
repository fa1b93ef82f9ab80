using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DeclareName;

public sealed class ReserveNameForm
{
    /// <summary>"true" when the applicant takes on the risk of a similar name .</summary>
    public string? RiskConfirmed { get; set; }
}

/// <summary>
/// Keeps a declared name (名称保留): checked once more while others wait, since the library may have moved on; two months, a year with approvals.
/// </summary>
internal sealed class ReserveNameHandler(AppDb db, GroundReader grounds, NameCheck names, NameBook book, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>The own declaration of a number; null when there is none, also when it is somebody else's.</summary>
    public async Task<NameReservation?> FindAsync(string number, CancellationToken ct) =>
        await db.Set<NameReservation>().SingleOrDefaultAsync(r => r.Number == number && (actor.Kind == ActorKind.Machine ? r.Client == actor.Name : r.AccountId != null && r.AccountId == actor.AccountId), ct);

    public async Task<Result<string>?> HandleAsync(string number, ReserveNameForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await FindAsync(number, ct) is not { } declared)
            return null;
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        await book.TakeTurnAsync(declared.Parts, declared.Kind, ground, ct);
        var verdict = await names.CheckAsync(declared.Parts, declared.Kind, ground, new OwnName(null, declared), ct);
        if (declared.State == NameState.Checked)
            declared.Saw(verdict.Result, JsonSerializer.Serialize(verdict));
        if (Decide(declared, verdict, form) is { Count: > 0 } problems)
        {
            // What was found now is kept, so that the page shows it.
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return Result<string>.Refused(problems);
        }

        var events = new List<IEvent>();
        if (verdict.Result == NameResult.Similar)
        {
            declared.ConfirmRisk(clock.UtcNow());
            events.Add(new NameRiskConfirmed(number));
        }

        declared.Move("confirm");
        declared.Move("reserve");
        declared.Keep(ground.On, LastDay(ground.On, declared.NeedsApproval, ground));
        book.Add(NameBook.RecordOf(declared, ground));
        log.Record(actor, "NameReserving", null, [.. events, new NameReserved(number, declared.ExpiresOn!.Value)]);
        once.Remember(key, number);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return number;
    }

    /// <summary>Last day of a reservation that begins on a day: months by the calendar, the end of a shorter month, no rolling past days off (rulings; T-3.8).</summary>
    internal static DateOnly LastDay(DateOnly on, bool needsApproval, Ground ground) =>
        on.AddMonths(ground.Rules.Int(needsApproval ? "name.reserveMonthsApproval" : "name.reserveMonths", on));

    internal static List<Problem> Decide(NameReservation declared, NameVerdict verdict, ReserveNameForm form)
    {
        if (NameReservation.Flow.Move(declared.State, "confirm") is { Ok: false } refused)
            return [.. refused.Problems];
        return verdict.Result switch
        {
            NameResult.Blocked => [.. verdict.Problems.Select(p => p with { Field = null })],
            NameResult.Similar when form.RiskConfirmed != "true" => [new("risk-required", "有相近的名称。仍要用的，请勾选确认；也可以换一个字号", nameof(form.RiskConfirmed), "R-3.24")],
            _ => [],
        };
    }
}
