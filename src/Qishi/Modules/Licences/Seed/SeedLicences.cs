using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Licences.Sign;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Seed;

/// <summary>The bureau's own seal, and for the demo the licences, seals, grants and uses of a few firms.</summary>
internal static class SeedLicences
{
    private static readonly string[] Firms = ["92451521MACY001307", "91451521MACX00199R"];

    private static readonly SealKind[] Set = [SealKind.Official, SealKind.Finance, SealKind.Invoice, SealKind.Contract];

    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var (services, by) = (context.Services, Actor.Program("基础数据"));
        var (db, book, clock) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<SealBook>(), services.GetRequiredService<TimeProvider>());
        if (await db.Set<ElectronicSeal>().AnyAsync(ct))
            return;
        var bureau = (await services.GetRequiredService<Platform.Rules.IRules>().BookAsync(ct)).Text("bureau.name", clock.Today());
        await book.ApplyAsync(ElectronicSeal.Bureau, bureau, "", [SealKind.Authority], null, by, ct);
        if (context.Demo)
            foreach (var uscc in Firms)
                await FirmAsync(services, db, book, uscc, by, clock, ct);
        await db.SaveChangesAsync(ct);
    }

    private static async Task FirmAsync(IServiceProvider services, AppDb db, SealBook book, string uscc, Actor by, TimeProvider clock, CancellationToken ct)
    {
        if (await services.GetRequiredService<IRegistration>().FindAsync(uscc, ct) is not { } e || await services.GetRequiredService<LicenceBook>().CurrentAsync(uscc, ct) is not { } licence)
            return;
        await book.ApplyAsync(uscc, e.Name == "*" ? $"个体工商户{e.HeadName}" : e.Name, e.HeadName, Set, null, by, ct);
        var (now, cipher) = (clock.UtcNow(), services.GetRequiredService<FieldCipher>());
        var number = CitizenId.Compose("451521", new DateOnly(1990, 3, 5), 21).Value;
        var grant = new LicenceGrant
        {
            Id = Guid.CreateVersion7(),
            Uscc = uscc,
            Name = "示例会计",
            IdNumber = number,
            IdKey = cipher.LookupKey(number, LicenceGrant.IdPurpose),
            Role = GrantRole.Clerk,
            Matters = "TAX,BANK",
            From = clock.Today().AddDays(-20),
            To = clock.Today().AddDays(100),
            GivenAt = now.AddDays(-20),
        };
        db.Add(grant);
        foreach (var (kind, purpose, who, days, result) in new[] { (LicenceUseKind.Shown, "BANK", "办事人员", 6, null), (LicenceUseKind.Checked, "BANK", "访客", 6, "VALID"), (LicenceUseKind.Shown, "SHOW", "持有人", 2, null), (LicenceUseKind.Checked, "SHOW", "访客", 2, (string?)"EXPIRED_QR") })
            db.Add(new LicenceUse { Id = Guid.CreateVersion7(), Uscc = uscc, No = licence.No, Kind = kind, Purpose = purpose, By = who, GrantId = who == "办事人员" ? grant.Id : null, At = now.AddDays(-days), ExpiresAt = kind == LicenceUseKind.Shown ? now.AddDays(-days).AddMinutes(5) : null, Result = result });
    }
}
