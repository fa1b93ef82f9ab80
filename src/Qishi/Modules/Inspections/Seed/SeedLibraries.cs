using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Seed;

/// <summary>Lists the county starts with (its own from then on), tag rules, and for the demo the inspectors with fictional certificates.</summary>
internal static class SeedLibraries
{
    private static readonly (string StaffNo, string Specialities, bool Lead)[] People =
    [
        ("1021", "食品|价格|信用", true), ("1022", "食品|信用|计量", true), ("1023", "食品|广告|信用", false), ("1024", "食品|计量|信用", false), ("1025", "食品|药品|信用", true), ("1026", "食品|质量|信用", false), ("1027", "食品|信用|计量", true),
        ("1041", "食品|药品", true), ("1042", "食品|医疗器械", false), ("1043", "特种设备", true), ("1044", "特种设备|计量", false), ("1045", "价格|广告|知识产权|信用|质量", true), ("1046", "价格|广告|食品|药品", false),
        ("1047", "信用|计量", false), ("1048", "食品|信用|价格", true), ("1049", "食品|药品|信用", true), ("1050", "信用|质量|计量", true), ("1051", "食品|信用|价格", true),
        ("2081", "卫生", true), ("2082", "卫生", false), ("2083", "应急", true), ("2084", "应急", false),
    ];

    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        var folder = Path.Combine(context.SeedFolder, "reference");
        var names = Csv.Read(Path.Combine(folder, "departments.csv")).ToDictionary(d => d["code"], d => d["name"], StringComparer.Ordinal);
        var now = context.Services.GetRequiredService<TimeProvider>().UtcNow();
        if (!await db.Set<TagRule>().AnyAsync(ct))
            db.AddRange(Csv.Read(Path.Combine(folder, "inspection-tags.csv")).Select(r => new TagRule { Id = Guid.CreateVersion7(), Tag = r["tag"], By = r["by"], Value = r["value"] }));
        if (!await db.Set<CheckItem>().AnyAsync(ct))
        {
            foreach (var line in Csv.Read(Path.Combine(folder, "inspection-items.csv")))
            {
                var item = ItemOf(line, names, now);
                item.Publish("双随机联席办", ChinaTime.ToUtc(item.From, new TimeOnly(9, 0)));
                db.Add(item);
            }

            db.AddRange(Csv.Read(Path.Combine(folder, "inspection-joint-items.csv")).Select(j => new JointItem
            {
                Id = Guid.CreateVersion7(),
                Code = j["code"],
                Name = j["name"],
                Lead = j["lead"],
                Items = Words.Joined(j["items"].Split('|')),
                From = Day(j["valid_from"]),
                PublishedAt = ChinaTime.ToUtc(Day(j["valid_from"]), new TimeOnly(9, 0)),
            }));
        }

        if (context.Demo && !await db.Set<UnitMerge>().AnyAsync(ct))
            Stations(db, now);
        await db.SaveChangesAsync(ct);
        await context.Services.GetRequiredService<ObjectLibrary>().CompareAsync(ct);
        if (context.Demo && !await db.Set<InspectorRecord>().AnyAsync(ct))
            await InspectorsAsync(db, context.Services.GetRequiredService<IDirectory>(), ChinaTime.DayOf(now), ct);
    }

    /// <summary>The demo county merged two stations on 2024-01-01; the region's platform still uses their codes.</summary>
    private static void Stations(AppDb db, DateTime now)
    {
        foreach (var old in new[] { "MSA-S05A", "MSA-S05B" })
        {
            db.Add(new UnitMerge { Id = Guid.CreateVersion7(), OldUnit = old, NewUnit = "MSA-S05", EffectiveOn = new(2024, 1, 1), ProposedBy = "双随机联席办", ConfirmedBy = "双随机联席办", ConfirmedAt = now });
            db.Add(new LegacyCode { Id = Guid.CreateVersion7(), Upstream = "GX", Code = "4515210" + (old[^1] == 'A' ? "5" : "6"), Unit = old, From = new(2019, 1, 1) });
        }

        string[] stations = ["MSA-S01", "MSA-S02", "MSA-S03", "MSA-S04", "MSA-S05", "MSA-S06"];
        for (var n = 0; n < stations.Length; n++)
        {
            if (n != 4)
                db.Add(new LegacyCode { Id = Guid.CreateVersion7(), Upstream = "GX", Code = $"4515210{(n == 5 ? 7 : n + 1)}", Unit = stations[n], From = new(2019, 1, 1) });
            db.Add(new UnitNeighbour { Unit = stations[n], Place = 1, Neighbour = stations[(n + 1) % stations.Length] });
            db.Add(new UnitNeighbour { Unit = stations[n], Place = 2, Neighbour = stations[(n + stations.Length - 1) % stations.Length] });
        }

        db.AddRange(
            new EffectBaseline { Code = "RATE", Value = 0.12, Period = "联合抽查前的2021年", Source = "演示数据" }, new EffectBaseline { Code = "FREQUENCY", Value = 0.25, Period = "联合抽查前的2021年", Source = "演示数据" },
            new EffectBaseline { Code = "MINUTES", Value = 95, Period = "联合抽查前的2021年", Source = "演示数据" });
    }

    private static async Task InspectorsAsync(AppDb db, IDirectory directory, DateOnly today, CancellationToken ct)
    {
        var staff = (await directory.PostedAsync(today, ct)).Where(s => s.Roles.Any(r => r is Roles.Inspector or Roles.StationInspector)).DistinctBy(s => s.StaffNo).ToDictionary(s => s.StaffNo, StringComparer.Ordinal);
        foreach (var (no, specialities, lead) in People.Where(p => staff.ContainsKey(p.StaffNo)))
            db.Add(new InspectorRecord
            {
                AccountId = staff[no].AccountId,
                StaffNo = no,
                Name = staff[no].Name,
                Department = no[0] == '1' ? "MSA" : staff[no].Unit,
                CertNo = $"桂O{no}0{no[3]}",
                CertIssuer = "望海市司法局",
                CertFrom = new(2022, 1, 1),
                // Two of them run out soon, so that the warnings have something to say.
                CertTo = no is "1027" or "1046" ? today.AddDays(20) : new(today.Year + 2, 12, 31),
                Cert = CertificateState.Valid,
                Duty = InspectorDuty.Enforcer,
                CanLead = lead,
                Specialities = Words.Joined(specialities.Split('|')),
                Capacity = 120,
                DeclaredOn = new(today.Year, 1, 8),
            });
        await db.SaveChangesAsync(ct);
    }

    private static CheckItem ItemOf(IReadOnlyDictionary<string, string> line, Dictionary<string, string> names, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(),
        Code = line["code"],
        Department = line["department"],
        DepartmentName = names[line["department"]],
        Category = line["category"],
        Name = line["name"],
        Type = line["type"] == "KEY" ? ItemType.Key : ItemType.General,
        Kind = Enum.Parse<ObjectKind>(line["kind"], true),
        Methods = Words.Joined(line["methods"].Split('|')),
        Basis = line["basis"].Replace(';', '\n'),
        Points = line["points"].Replace(';', '\n'),
        Level = line["level"],
        Speciality = Blank(line["speciality"]),
        Tag = Blank(line["tag"]),
        RatioCapBp = int.TryParse(line["ratio_cap_bp"], CultureInfo.InvariantCulture, out var cap) ? cap : null,
        Jointable = line["jointable"] == "1",
        From = Day(line["valid_from"]),
        ChangeReason = "首次公布",
        ProposedBy = "双随机联席办",
        ProposedAt = now,
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Blank(string text) => text.Length > 0 ? text : null;
}
