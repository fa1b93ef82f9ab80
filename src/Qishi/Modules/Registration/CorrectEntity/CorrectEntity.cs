using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DecideProposal;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.CorrectEntity;

public sealed class CorrectEntityForm
{
    public string? TradeName { get; set; }
    public string? AreaCode { get; set; }
    public string? Detail { get; set; }
    public string? Mobile { get; set; }
    public string? Reason { get; set; }

    /// <summary>Version the clerk saw.</summary>
    public string? Version { get; set; }
}

/// <summary>Corrects address, phone or trade name with a reason (I9: undo by correction). One person, or two where the parameter does not name the type.</summary>
internal sealed class CorrectEntityHandler(AppDb db, GroundReader grounds, NameCheck names, CorrectionAct act, SecondPerson second, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Entity?> FindAsync(string uscc, CancellationToken ct) => db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc && e.EndedOn == null, ct);

    /// <summary>The sentence for the next page.</summary>
    public async Task<Result<string>> HandleAsync(string uscc, CorrectEntityForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var e = await db.Set<Entity>().SingleAsync(x => x.Uscc == uscc, ct);
        var (ground, now) = (await grounds.ReadAsync(clock.Today(), ct), clock.UtcNow());
        var decided = Decide(e, form, ground, clock.Today());
        if (!decided.Ok)
            return Result<string>.Refused(decided.Problems);
        if (decided.Value.TradeName is { } trade && CorrectionAct.NamePartsOf(e) is { } parts
            && await names.CheckAsync(parts with { TradeName = trade }, e.Kind, ground, e.Id, ct) is { Result: NameResult.Blocked } verdict)
            return Result<string>.Refused([.. verdict.Problems.Select(p => p.At(nameof(form.TradeName)))]);
        var reason = NormalisedText.Text(form.Reason);
        string sentence;
        if (SecondPerson.Needed(e, ProposedAct.Correct, ground))
        {
            await second.ProposeAsync(e, ProposedAct.Correct, JsonSerializer.Serialize(decided.Value), reason, ct);
            sentence = "已提交更正，等另一人复核后生效";
        }
        else
        {
            log.Record(actor, "EntityCorrecting", reason, await act.ApplyAsync(e, decided.Value, reason, now, ground, ct));
            sentence = decided.Value.Printed ? "已更正，更正前后都保留，执照已换发；旧执照的二维码会显示“已变更”" : "已更正联系电话，更正前后都保留";
        }

        once.Remember(key, sentence);
        await db.SaveChangesAsync(ct);
        return sentence;
    }

    internal static Result<Correction> Decide(Entity e, CorrectEntityForm form, Ground ground, DateOnly today)
    {
        var problems = new List<Problem>();
        if (!e.Active)
            problems.Add(new("entity-ended", $"这户已{Wording.Statuses[e.Status].Word}，不能再更正"));
        if (Wording.OfTheCity(e))
            problems.Add(new("other-authority", $"这户由{Wording.Authority(e, "")}登记，请到那里办理", null, "R-1.44"));
        if (form.Version != $"{e.Version}")
            problems.Add(new("version", $"{ChinaTime.Moment(e.Since, today)}以后有人修改了这户，您的修改还没有保存。请重新打开页面，对照后再改"));
        if (string.IsNullOrWhiteSpace(form.Reason))
            problems.Add(new("reason-required", "请填写更正原因", nameof(form.Reason)));
        var (trade, detail, area) = (NormalisedText.Text(form.TradeName), NormalisedText.Text(form.Detail), NormalisedText.Codes(form.AreaCode));
        var correction = new Correction(Changed(trade, e.TradeName), Changed(area, e.AreaCode), Changed(detail, e.AddressDetail), null);
        if (correction.AreaCode is not null || correction.Detail is not null)
            problems.AddRange(PremisesRules.Check(new(correction.AreaCode ?? e.AreaCode, correction.Detail ?? e.AddressDetail, e.Proof), e.Kind, ground).Select(p => p.At(p.Field!.Replace("Premises.", "", StringComparison.Ordinal))));
        if (!string.IsNullOrWhiteSpace(form.Mobile))
        {
            var mobile = PhoneNumber.ParseMobile(form.Mobile);
            problems.AddRange(mobile.Problems.Select(p => p.At(nameof(form.Mobile))));
            correction = correction with { Mobile = mobile.Ok ? mobile.Value.Value : null };
        }

        if (problems.Count == 0 && correction.Fields.Count == 0)
            problems.Add(new("nothing-changed", "还没有改动任何内容。请修改后再提交"));
        return problems.Count > 0 ? Result<Correction>.Refused(problems) : correction;
    }

    private static string? Changed(string typed, string? now) => typed.Length == 0 || typed == now ? null : typed;
}
