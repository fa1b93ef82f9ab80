using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.AutoApproval;

/// <summary>Judges cases, keeps the verdicts, draws some of the approvals by lot for a person's second look.</summary>
internal sealed class AutoApprovals(AppDb db, IRegistration registration, GroundReader grounds, IWorklist worklist, EntityReader reader, FieldCipher cipher, EventLog log, Actor actor, TimeProvider clock) : IAutoApproval
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string ItemKey(Guid verdict) => $"registration.auto-recheck:{verdict:N}";

    public async Task<AutoVerdict> JudgeAsync(AutoCase subject, EntityDraft draft, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        // An office that does not use it pays nothing for it and keeps nothing about it.
        if (await InForceAsync(ground.On, ct) is not { } rules)
            return new(Guid.Empty, false, 0, null, null, AutoJudge.Judge(subject, draft, [], new(0, 0, 0), null, null, ground));
        var duty = await db.Set<AutoDuty>().AsNoTracking().SingleOrDefaultAsync(d => d.Day == ground.On, ct);
        // Nobody answers for it: the person who decides sees the checks anyway.
        var lines = duty?.AccountId is null ? [AutoJudge.Duty(subject, duty)]
            : AutoJudge.Judge(subject, draft, await registration.CheckAsync(draft, ground.On, ct), await FactsAsync(draft, ground, ct), rules, duty, ground);
        return await KeepAsync(subject, lines, rules.No, duty, ground, ct);
    }

    public async Task<AutoVerdict> GiveToPersonAsync(AutoCase subject, Problem why, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        return await KeepAsync(subject, [new(why.Rule ?? why.Code, "办理", false, why.Sentence)], (await InForceAsync(ground.On, ct))?.No ?? 0, null, ground, ct);
    }

    /// <summary>Does the version in force name any act? An office that leaves acts to people keeps nothing about them.</summary>
    public async Task<bool> ActsAreJudgedAsync(CancellationToken ct) => await InForceAsync(clock.Today(), ct) is { Policy.Acts.Count: > 0 };

    /// <summary>Judges an application to the register and keeps the verdict with it.</summary>
    public async Task<(AutoCase Subject, AutoVerdict Verdict)> JudgeActAsync(ApplicationFile file, CancellationToken ct)
    {
        var (a, ground) = (file.Application, await grounds.ReadAsync(clock.Today(), ct));
        var subject = new AutoCase("registration", a.Number, a.Title, ActUrls.ReviewOf(a.Number), !file.MissingPapers.Any(), [.. new[] { a.ClerkId, a.AccountId }.OfType<Guid>()]);
        var rules = await InForceAsync(ground.On, ct);
        var duty = await db.Set<AutoDuty>().AsNoTracking().SingleOrDefaultAsync(d => d.Day == ground.On, ct);
        IReadOnlyList<AutoLine> lines = rules is null ? [new("R-8.6", "规则", false, "没有启用自动审批规则")] : duty?.AccountId is null ? [AutoJudge.Duty(subject, duty)] : await ActLinesAsync(file, subject, rules, duty, ct);
        return (subject, await KeepAsync(subject, lines, rules?.No ?? 0, duty, ground, ct));
    }

    private async Task<IReadOnlyList<AutoLine>> ActLinesAsync(ApplicationFile file, AutoCase subject, AutoRules rules, AutoDuty duty, CancellationToken ct)
    {
        var (a, ground) = (file.Application, file.Case.Ground);
        var after = file.Entity is null ? null : await file.Act.AfterAsync(file.Case, ct);
        var before = file.Entity is null ? null : await reader.ReadAsync(file.Entity, ct);
        var month = ChinaTime.ToUtc(new DateOnly(ground.On.Year, ground.On.Month, 1), TimeOnly.MinValue);
        var key = after is null ? "" : Checks.PremisesRules.Key(after.Premises.AreaCode, after.Premises.Detail);
        var facts = new ActFacts(
            a.AccountId is null ? 0 : await db.Set<RegistrationApplication>().CountAsync(x => x.AccountId == a.AccountId && x.SubmittedAt >= month && x.Id != a.Id, ct),
            after is null ? 0 : await db.Set<Entity>().CountAsync(e => e.AddressKey == key && e.EndedOn == null && e.Id != a.EntityId, ct));
        return ActJudge.Judge(file, subject, before, after, facts, rules, duty);
    }

    private Task<AutoRules?> InForceAsync(DateOnly on, CancellationToken ct) =>
        db.Set<AutoRules>().AsNoTracking().Where(r => r.State == AutoRulesState.InForce && r.From <= on).OrderByDescending(r => r.From).ThenByDescending(r => r.No).FirstOrDefaultAsync(ct);

    private async Task<AutoVerdict> KeepAsync(AutoCase subject, IReadOnlyList<AutoLine> lines, int version, AutoDuty? duty, Ground ground, CancellationToken ct)
    {
        var approved = lines.All(l => l.Passed);
        var drawn = approved && RandomNumberGenerator.GetInt32(100) < ground.Rules.Int("auto.recheckRate", ground.On);
        var row = new AutoVerdictRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = subject.Kind,
            CaseNo = subject.CaseNo,
            Title = subject.Title,
            Url = subject.Url,
            Approved = approved,
            RulesNo = version,
            Lines = JsonSerializer.Serialize(lines, Json),
            RegistrarId = duty?.AccountId,
            RegistrarName = duty?.Name,
            At = clock.UtcNow(),
            Drawn = drawn,
        };
        db.Add(row);
        log.Record(actor, "AutoJudging", null, new CaseJudgedAutomatically(row.Id, subject.CaseNo, version, approved, [.. lines.Where(l => !l.Passed).Select(l => l.Rule)]));
        if (drawn)
            await worklist.OpenAsync(new(ItemKey(row.Id), "自动审批复查", subject.Title, "复查自动审批", Urls.AutoOf(row.Id), Roles.Registrar, null, null, clock.UtcNow(), null, Watcher: duty?.AccountId), ct);
        return new(row.Id, approved, version, row.RegistrarId, row.RegistrarName, lines);
    }

    private async Task<AutoFacts> FactsAsync(EntityDraft draft, Ground ground, CancellationToken ct)
    {
        var head = draft.People.FirstOrDefault(p => p.Roles.HasFlag(KindBook.Of(draft.Kind).Head));
        var id = cipher.LookupKey(NormalisedText.Codes(head?.IdNumber), Person.IdPurpose);
        var mobile = PhoneNumber.ParseMobile(head?.Mobile) is { Ok: true } parsed ? cipher.LookupKey(parsed.Value.Value, Person.MobilePurpose) : null;
        var address = Checks.PremisesRules.Key(draft.Premises.AreaCode, draft.Premises.Detail);
        var month = new DateOnly(ground.On.Year, ground.On.Month, 1);
        var living = db.Set<Entity>().Where(e => e.EndedOn == null);
        return new(
            await living.CountAsync(e => e.Kind == EntityKind.Individual && e.EstablishedOn == ground.On && db.Set<Person>().Any(p => p.EntityId == e.Id && p.IdKey == id), ct),
            await living.CountAsync(e => e.AddressKey == address, ct),
            mobile is null ? 0 : await living.CountAsync(e => e.EstablishedOn >= month && db.Set<Person>().Any(p => p.EntityId == e.Id && p.MobileKey == mobile), ct));
    }
}
