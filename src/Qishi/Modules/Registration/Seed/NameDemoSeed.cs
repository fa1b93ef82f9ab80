using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Seed;

/// <summary>Some declared and reserved names, a dispute and suggestions, so that their desks show life on the first start. Once.</summary>
internal static class NameDemoSeed
{
    public static async Task RunAsync(AppDb db, GroundReader grounds, DateOnly today, CancellationToken ct)
    {
        if (await db.Set<NameReservation>().AnyAsync(ct))
            return;
        var ground = await grounds.ReadAsync(today, ct);
        Reserved(db, ground, "MC00000000000001", EntityKind.Llc, "岭云坊", "食品", "有限公司", today.AddDays(-9));
        Reserved(db, ground, "MC00000000000002", EntityKind.Llc, "望禾源", "农业科技", "有限公司", today.AddDays(-33));
        Reserved(db, ground, "MC00000000000003", EntityKind.Individual, "阿勤嫂", "米粉", "店" + NameRules.Suffix, today.AddDays(-2));
        if (await db.Set<Entity>().Where(e => e.Kind == EntityKind.Llc && e.TradeName != null && e.EndedOn == null).OrderBy(e => e.Uscc).FirstOrDefaultAsync(ct) is { } e)
        {
            AskToLift(db, ground, e, today);
            db.Add(new NameDispute
            {
                Id = Guid.CreateVersion7(),
                Number = "MZ00000000000001",
                EntityId = e.Id,
                Uscc = e.Uscc,
                Name = e.Name,
                Claimant = $"望海市{e.TradeName}贸易有限公司",
                Claim = $"对方字号“{e.TradeName}”与我公司在先字号相同，请求责令停止使用",
                AcceptedOn = today.AddDays(-20),
                DueOn = today.AddDays(-20).AddMonths(3),
            });
        }

        foreach (var (n, words, description) in new[] { (1, "无人机喷洒农药", "用无人机给甘蔗、水稻打药，按亩收费"), (2, "螺蛳粉直播带货", "在网上直播卖本县做的袋装螺蛳粉") })
            db.Add(new ScopeSuggestion { Id = Guid.CreateVersion7(), Number = $"JY0000000000000{n}", Words = words, Description = description, MadeAt = ChinaTime.ToUtc(today.AddDays(-n * 3), new TimeOnly(9, 30)) });
        await db.SaveChangesAsync(ct);
    }

    private static void Reserved(AppDb db, Ground ground, string number, EntityKind kind, string trade, string industry, string form, DateOnly on)
    {
        var r = New(number, kind, new(ground.County.Name, trade, industry, form), on, ground);
        r.Saw(NameResult.Free, JsonSerializer.Serialize(new NameVerdict(NameResult.Free, [], [])));
        foreach (var move in new[] { "check", "confirm", "reserve" })
            r.Move(move);
        r.Keep(on, on.AddMonths(2));
        var record = NameBook.RecordOf(r, ground);
        db.AddRange([r, record, .. NameBook.KeysOf(record)]);
    }

    private static void AskToLift(AppDb db, Ground ground, Entity e, DateOnly today)
    {
        var r = New("MC00000000000004", EntityKind.Llc, new(ground.County.CityName + ground.County.Name, e.TradeName!, e.Industry ?? "", "有限责任公司"), today.AddDays(-1), ground);
        var finding = new NameFinding(e.Name, $"{ground.County.Name}，{e.EstablishedOn.Year}年", NameRelation.Same, true, ["R-3.20"], ["字号和行业用词都相同，只是行政区划或组织形式不同"]);
        var problem = new Problem("name-taken", $"字号“{e.TradeName}”在同行业已有“{e.Name}”。请换一个字号，或加上能区别的字", "Name.TradeName", "R-3.20");
        r.Saw(NameResult.Blocked, JsonSerializer.Serialize(new NameVerdict(NameResult.Blocked, [problem], []) { Found = [finding] }));
        r.Move("check");
        r.AskToLift("本公司是对方的全资子公司，对方出具了书面授权", ChinaTime.ToUtc(today.AddDays(-1), new TimeOnly(10, 12)));
        db.Add(r);
    }

    private static NameReservation New(string number, EntityKind kind, NameParts name, DateOnly on, Ground ground) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = number,
        City = ground.County.City,
        Kind = kind,
        Division = name.Division,
        TradeName = name.TradeName,
        Industry = name.Industry,
        Form = name.Form,
        DeclaredAt = ChinaTime.ToUtc(on, new TimeOnly(9, 5)),
    };
}
