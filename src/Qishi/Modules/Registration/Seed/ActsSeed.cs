using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Suspend;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Seed;

/// <summary>A little of everything the acts do, once: applications before the office, suspensions, a simplified deregistration being published, a host of a cluster.</summary>
internal static class ActsSeed
{
    private static readonly (string Uscc, string Items, string Extra, string Mobile)[] Waiting =
    [
        ("92451521MACY001307", "phone", "\"Phone.Mobile\":\"13800000092\"", "13900000014"),
        ("91451521MACX00199R", "term", "\"TermYears\":\"20\"", "13800000077"),
    ];

    public static async Task RunAsync(IServiceProvider services, TimeProvider clock, CancellationToken ct)
    {
        var db = services.GetRequiredService<AppDb>();
        if (await db.Set<RegistrationApplication>().AnyAsync(ct) || await db.Set<PublicNotice>().AnyAsync(ct))
            return;
        var (ground, days) = (await services.GetRequiredService<GroundReader>().ReadAsync(clock.Today(), ct), await services.GetRequiredService<IRules>().WorkingDaysAsync(ct));
        await SuspensionsAsync(db, clock.Today(), ct);
        await SimpleExitAsync(db, clock, ground, days, ct);
        await HostAsync(db, clock.Today(), ct);
        var numbers = services.GetRequiredService<ApplicationNumbers>();
        await numbers.PrepareAsync(ApplicationNumbers.Applications, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var waiting in Waiting)
            if (await db.Set<Entity>().SingleOrDefaultAsync(e => e.Uscc == waiting.Uscc && e.EndedOn == null, ct) is { } e)
                await WaitingAsync(db, e, waiting, await numbers.ClaimAsync(ApplicationNumbers.Applications, ct), services.GetRequiredService<IWorklist>(), clock, ground, days, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task WaitingAsync(AppDb db, Entity e, (string Uscc, string Items, string Extra, string Mobile) w, string number, IWorklist worklist, TimeProvider clock, Ground ground, WorkingDays days, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var due = CaseClock.Starting(now, ground.Rules.Int("reg.promisedWorkdays", ground.On), days);
        var a = new RegistrationApplication
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = number,
            Act = "change",
            EntityId = e.Id,
            Uscc = e.Uscc,
            Title = e.Name,
            Input = $"{{\"Items\":\"{w.Items}\",\"DecidedOn\":\"{ground.On.AddDays(-3):yyyy-MM-dd}\",{w.Extra}}}",
            ClerkName = "窗口示例",
            ApplicantName = e.HeadName,
            Mobile = w.Mobile,
            SeenPapers = "resolution,charter",
            CreatedAt = now,
            SavedAt = now,
            SubmissionNo = 1,
            SubmittedAt = now,
            ReceivedAt = now,
            DueAt = due.DueUtc,
            DueProvisional = due.Provisional,
        };
        a.Must(ApplicationFlow.Submit);
        a.Must(ApplicationFlow.Receive);
        db.Add(a);
        await worklist.OpenAsync(new(FillApplicationHandler.ReviewKey(number), "变更登记、备案", e.Name, "审查", ActUrls.ReviewOf(number), Roles.Registrar, null, null, days.NextOpening(now), a.DueAt, a.DueProvisional), ct);
    }

    // The demo's suspended entities get the episode their status rests on.
    private static async Task SuspensionsAsync(AppDb db, DateOnly today, CancellationToken ct)
    {
        foreach (var e in await db.Set<Entity>().Where(e => e.Status == EntityStatus.Suspended).OrderBy(e => e.Uscc).Take(5).ToListAsync(ct))
        {
            var source = $"DJ{today.AddDays(-101):yyyyMMdd}{e.Uscc[^6..^2]}";
            var s = new Suspension { Id = Guid.CreateVersion7(), EntityId = e.Id, Uscc = e.Uscc, Number = source, Reason = SuspensionReason.NaturalDisaster, From = today.AddDays(-100), To = today.AddDays(200) };
            s.Open();
            s.Begin();
            db.Add(s);
            db.Add(Notice(e, NoticeKind.Suspension, source, $"{e.Name}歇业公示", $"歇业期限：{ChinaTime.FullDay(s.From)}至{ChinaTime.FullDay(s.To)}。\n歇业原因：自然灾害。", s.From, null));
        }

        await db.SaveChangesAsync(ct);
    }

    private static async Task SimpleExitAsync(AppDb db, TimeProvider clock, Ground ground, WorkingDays days, CancellationToken ct)
    {
        if (await db.Set<Entity>().SingleOrDefaultAsync(e => e.Uscc == "91451521MACX00201D" && e.Status == EntityStatus.Registered, ct) is not { } e)
            return;
        var on = ground.On.AddDays(-5);
        var window = ExitRules.Simple(on, ground, days);
        var source = $"DJ{on:yyyyMMdd}0001";
        var notice = Notice(e, NoticeKind.SimpleExit, source, $"{e.Name}简易注销公告", "本企业申请适用简易注销程序，全体投资人承诺已结清债权债务、职工工资、社会保险费用和税款。\n有异议的，可以在公示期内提出。", on, window.ObjectUntil);
        var exit = new SimpleExit { Id = Guid.CreateVersion7(clock.GetUtcNow()), EntityId = e.Id, Uscc = e.Uscc, Number = source, StatusBefore = e.Status, PublishedOn = on, ObjectUntil = window.ObjectUntil, ApplyUntil = window.ApplyUntil.Date, NoticeId = notice.Id };
        exit.Open();
        db.AddRange(notice, exit);
        EntityStatusFlow.Move(db, e, EntityStatus.DeregNotice, "简易注销公示", ChinaTime.ToUtc(on, new TimeOnly(10, 0)));
        await db.SaveChangesAsync(ct);
    }

    // Online shops without an office of their own have somewhere to register (R-11.8).
    private static async Task HostAsync(AppDb db, DateOnly today, CancellationToken ct)
    {
        if (!await db.Set<Entity>().AnyAsync(e => e.Uscc == "91451521MACX0021X5" && e.Status == EntityStatus.Registered, ct))
            return;
        db.Add(new ClusterHost { Id = Guid.CreateVersion7(), Uscc = "91451521MACX0021X5", From = today.AddMonths(-6), Contact = "覃小兰，0000-0000021", EnteredBy = "示例数据" });
        await db.SaveChangesAsync(ct);
    }

    private static PublicNotice Notice(Entity e, NoticeKind kind, string source, string title, string text, DateOnly from, DateOnly? to) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = source + "-G1",
        Kind = kind,
        Source = source,
        EntityId = e.Id,
        Uscc = e.Uscc,
        EntityName = e.Name,
        Title = title,
        Text = text,
        From = from,
        To = to,
        PublishedAt = ChinaTime.ToUtc(from, new TimeOnly(10, 0)),
    };
}
