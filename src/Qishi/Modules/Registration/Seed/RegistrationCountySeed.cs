using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Codes;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Seed;

/// <summary>An entity the county seed made; its case number is free for the module that keeps cases.</summary>
internal sealed record SeededEntity(string Uscc, string Name, EntityKind Kind, DateOnly EstablishedOn, string CaseNo);

/// <summary>
/// Fills the register to the size of a county: fictional entities of the last ten years, their codes from the segments. The same number gives the same
/// names, codes, days and states; only ids and licence tokens differ.
/// </summary>
internal sealed class RegistrationCountySeed(AppDb db, CodePool pool, GroundReader grounds, FieldCipher cipher, TimeProvider clock)
{
    private const int Batch = 5_000;

    public async Task<IReadOnlyList<SeededEntity>> RunAsync(int entities, int seed, CancellationToken ct, SeedSpan? span = null)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var taken = (await db.Set<Entity>().Where(e => e.NameLock != null).Select(e => e.NameLock!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var firms = new FictionalFirms(seed, ground, taken, span ?? new SeedSpan(clock.Today(), 3_650, 0));
        var made = new List<SeededEntity>(entities);
        while (made.Count < entities)
            made.AddRange(await BatchAsync(firms, Math.Min(Batch, entities - made.Count), ground, ct));
        await db.AnalyseAsync(ct);
        return made;
    }

    private async Task<List<SeededEntity>> BatchAsync(FictionalFirms firms, int count, Ground ground, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var drafts = Enumerable.Range(0, count).Select(_ => firms.Next()).ToList();
        var codes = new Dictionary<EntityKind, Queue<string>>();
        foreach (var kind in drafts.GroupBy(d => d.Draft.Kind))
            codes[kind.Key] = new(await pool.TakeAsync(CodePool.PrefixOf(kind.Key), ground.County.Code, kind.Count(), ct));
        var (rows, licences, past) = (new List<NewEntity>(count), new List<Licence>(count), new List<EntityPast>());
        foreach (var firm in drafts)
        {
            var at = ChinaTime.ToUtc(firm.Day, new TimeOnly(10, 0));
            var made = NewEntity.From(firm.Draft, codes[firm.Draft.Kind].Dequeue(), firm.CaseNo, at, ground, cipher);
            licences.Add(LicenceIssue.Of(made.Entity, 1, 1, at, ground).Row);
            if (firm.Status != EntityStatus.Registered)
            {
                past.Add(made.Entity.NextEdition(ChinaTime.ToUtc(firm.ChangedOn, new TimeOnly(15, 0)), "状态变更"));
                made.Entity.Become(firm.Status, firm.ChangedOn);
            }

            rows.Add(made);
        }

        await db.WriteAsync([.. rows.Select(r => r.Entity)], ct);
        await db.WriteAsync([.. rows.SelectMany(r => r.People)], ct);
        await db.WriteAsync([.. rows.SelectMany(r => r.Shareholders)], ct);
        await db.WriteAsync([.. rows.SelectMany(r => r.Scope)], ct);
        await db.WriteAsync([.. rows.SelectMany(r => r.Grams)], ct);
        await db.WriteAsync([.. rows.Select(r => r.Record).OfType<NameRecord>()], ct);
        await db.WriteAsync([.. rows.SelectMany(r => r.Keys)], ct);
        await db.WriteAsync(licences, ct);
        await db.WriteAsync(past, ct);
        await transaction.CommitAsync(ct);
        return [.. rows.Select(r => new SeededEntity(r.Entity.Uscc, r.Entity.Name, r.Entity.Kind, r.Entity.EstablishedOn, r.Entity.CaseNo))];
    }
}
