using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Sm.Seals;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Licences.Contracts;
using Qishi.Modules.Licences.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Licences.Seals;

/// <summary>
/// Makes and files seals: picture, key, certificate, and the maker's signature over all of it (GB/T 38540). Stands in for the licensed maker and the police's filing system
/// of a real county; certificates come from the program's own authority.
/// </summary>
internal sealed class SealMaker(AppDb db, ISealPictures pictures, IBureauSigning bureau, IRules rules, EventLog log, TimeProvider clock)
{
    private const string MakerId = "QISHI-DEMO-SEAL";
    private static readonly Actor Program = Actor.Program("电子印章制作");

    /// <summary>Makes and files an applied seal; the bureau's own is in use at once. The caller saves.</summary>
    public async Task MakeAsync(ElectronicSeal seal, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var from = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var to = from.AddYears((await rules.BookAsync(ct)).Int("eseal.validYears", ChinaTime.DayOf(now)));
        var maker = await MakerAsync(from, ct);
        var name = $"{seal.OwnerName}{(seal.Kind == SealKind.LegalRep ? $"（{seal.Name}）" : seal.Kind == SealKind.Official ? "" : SealBook.Word(seal.Kind))}";
        var (certificate, key) = bureau.Issue(name, seal.EsId, from.AddMinutes(-1), to);
        var (look, width, height) = Look(seal);
        var facts = new SealFacts(seal.EsId, MakerId, seal.Kind == SealKind.LegalRep ? 2 : 1, name, [certificate.Der], from, from, to, new("PNG", pictures.Draw(look), width, height));
        var made = SesSeal.Make(facts, Convert.FromBase64String(maker.Certificate), Convert.FromBase64String(maker.PrivateKey));
        seal.Move(SealFlow.Make, now);
        seal.Made(made.Bytes, certificate.Der, key, now, to);
        seal.Move(SealFlow.File, now);
        seal.Filed($"YZ{ChinaTime.DayOf(now):yyyyMMdd}{seal.Id.ToString("N")[^8..].ToUpperInvariant()}");
        if (seal.Kind == SealKind.Authority)
            seal.Move(SealFlow.Activate, now);
        log.Record(Program, "SealMaking", null, new ElectronicSealMoved(seal.Id, seal.Owner, SealFlow.File, seal.State.ToString()));
    }

    private async Task<SealMakerKey> MakerAsync(DateTime now, CancellationToken ct)
    {
        var soon = now.AddYears(1);
        if (db.Set<SealMakerKey>().Local.FirstOrDefault(k => k.ValidTo > soon) is { } local)
            return local;
        if (await db.Set<SealMakerKey>().Where(k => k.ValidTo > soon).OrderByDescending(k => k.ValidTo).FirstOrDefaultAsync(ct) is { } known)
            return known;
        var to = now.AddYears(15);
        var (certificate, key) = bureau.Issue("望溪县电子印章制作（演示）", MakerId, now.AddDays(-1), to);
        var made = new SealMakerKey { Id = Guid.CreateVersion7(clock.GetUtcNow()), Certificate = Convert.ToBase64String(certificate.Der), PrivateKey = Convert.ToBase64String(key), ValidTo = to };
        db.Add(made);
        return made;
    }

    private static (SealLook Look, int Width, int Height) Look(ElectronicSeal s)
    {
        var code = s.Owner == ElectronicSeal.Bureau ? null : s.Owner;
        return s.Kind switch
        {
            SealKind.LegalRep => (new(SealShape.Square, s.Name, null, null), 24, 24),
            SealKind.Invoice => (new(SealShape.Oval, s.Name, "发票专用章", code), 40, 30),
            SealKind.Finance => (new(SealShape.Round, s.Name, "财务专用章", code), 40, 40),
            SealKind.Contract => (new(SealShape.Round, s.Name, "合同专用章", code), 40, 40),
            SealKind.Authority => (new(SealShape.Round, s.Name, null, null), 42, 42),
            _ => (new(SealShape.Round, s.Name, null, code), 40, 40),
        };
    }
}

/// <summary>Makes what was applied for, ends what has run out.</summary>
internal sealed class MakeSeals(IServiceScopeFactory scopes, ILogger<MakeSeals> logger, TimeProvider clock) : Platform.Jobs.IJob
{
    private const int Together = 40;

    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> waiting;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var now = clock.UtcNow();
            waiting = await db.Set<ElectronicSeal>().Where(s => s.State == SealState.Applied).OrderBy(s => s.AppliedAt).ThenBy(s => s.Id).Take(Together).Select(s => s.Id).ToListAsync(ct);
            waiting.AddRange(await db.Set<ElectronicSeal>().Where(s => (s.State == SealState.Active || s.State == SealState.Stopped || s.State == SealState.Filed) && s.ValidTo <= now).OrderBy(s => s.ValidTo).Take(Together).Select(s => s.Id).ToListAsync(ct));
        }

        foreach (var id in waiting)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program("电子印章制作");
            try
            {
                await StepAsync(scope.ServiceProvider, id, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // One name that cannot be drawn does not hold up the others; it is tried again at the next run.
                logger.LogError(e, "Seal {Seal} could not be made", id);
            }
        }
    }

    private async Task StepAsync(IServiceProvider services, Guid id, CancellationToken ct)
    {
        var db = services.GetRequiredService<AppDb>();
        if (await db.Set<ElectronicSeal>().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } seal)
            return;
        if (seal.State == SealState.Applied)
        {
            await services.GetRequiredService<SealMaker>().MakeAsync(seal, ct);
        }
        else if (seal.ValidTo <= clock.UtcNow() && seal.Move(SealFlow.Expire, seal.ValidTo!.Value, "有效期届满").Ok)
        {
            services.GetRequiredService<EventLog>().Record(services.GetRequiredService<Actor>(), "SealExpiring", null, new ElectronicSealMoved(seal.Id, seal.Owner, SealFlow.Expire, seal.State.ToString()));
        }

        await db.SaveChangesAsync(ct);
    }
}
