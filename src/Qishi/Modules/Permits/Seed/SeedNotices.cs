using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Permits.Seed;

/// <summary>Fictional notices of the last months, once, so that the boards show life from the start: every state, some late, some reminded.</summary>
internal static class SeedNotices
{
    private static readonly (string Name, string Permit, string Code, string Department, string Scope, int DaysAgo, string[] Moves)[] Lines =
    [
        ("望溪县阿秀快餐店", "食品经营许可", "P001", "MSA", "餐饮服务", 1, []),
        ("望溪县顺和货运部", "道路货物运输经营许可", "P017", "TRANSPORT", "道路货物运输（不含危险货物）", 2, []),
        ("望溪县云上民宿", "旅馆业特种行业许可", "P010", "POLICE", "住宿服务", 3, []),
        ("望溪县云上民宿", "公共场所卫生许可", "P014", "HEALTH", "住宿服务", 3, ["claim"]),
        ("望溪县好梦美容店", "公共场所卫生许可", "P014", "HEALTH", "生活美容服务", 12, []),
        ("望溪县丰年农资店", "农药经营许可", "P023", "AGRI", "农药零售", 16, ["claim", "in-progress"]),
        ("望溪县老街书屋", "出版物经营许可", "P030", "PRESS", "出版物零售", 20, ["claim", "permitted"]),
        ("望溪县平安烟酒店", "烟草专卖零售许可", "P029", "TOBACCO", "烟草制品零售", 25, ["claim", "not-needed"]),
        ("望溪县石岭养鸡场", "动物防疫条件合格", "P022", "AGRI", "家禽饲养", 34, ["claim", "not-applied"]),
        ("望溪县满天红烟花店", "烟花爆竹经营（零售）许可", "P025", "EMERGENCY", "烟花爆竹零售", 41, ["claim", "refused"]),
        ("望溪县星光歌厅", "娱乐经营许可", "P020", "CULTURE", "歌舞娱乐活动", 64, ["claim", "not-applied"]),
        ("望溪县清河燃气站", "燃气经营许可", "P027", "HOUSING", "燃气经营", 70, ["claim", "in-progress", "permitted"]),
        ("望溪县众合劳务公司", "劳务派遣经营许可", "P013", "HRSS", "劳务派遣服务", 95, ["claim", "not-applied", "unpermitted"]),
        ("望溪县绿源苗圃", "林草种子生产经营许可", "P032", "FORESTRY", "林木种子生产经营", 8, ["send-back"]),
        ("望溪县新奇体验馆", "新业态许可", "XR003", "", "沉浸式体验服务", 4, ["publish"]),
    ];

    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        if (await db.Set<DualNotice>().AnyAsync(ct))
            return;
        var (clock, rules) = (context.Services.GetRequiredService<TimeProvider>(), context.Services.GetRequiredService<IRules>());
        var clocks = new NoticeClocks(await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        var names = Csv.Read(Path.Combine(context.SeedFolder, "reference", "departments.csv")).ToDictionary(d => d["code"], d => d["name"], StringComparer.Ordinal);
        for (var i = 0; i < Lines.Length; i++)
            db.Add(Notice(Lines[i], i, names, clock.UtcNow(), clocks));
        await db.SaveChangesAsync(ct);
    }

    private static DualNotice Notice(
        (string Name, string Permit, string Code, string Department, string Scope, int DaysAgo, string[] Moves) line, int i, Dictionary<string, string> names, DateTime now, NoticeClocks clocks)
    {
        var pushed = ChinaTime.ToUtc(ChinaTime.DayOf(now).AddDays(-line.DaysAgo), new TimeOnly(10, 20));
        var notice = new DualNotice
        {
            Id = Guid.CreateVersion7(),
            CaseNo = "",
            Uscc = $"92451521MADM{i:00000}X",
            EntityName = line.Name,
            Address = $"望溪县城关镇解放路{i + 11}号",
            HeadName = "梁小河",
            Mobile = "13800000001",
            Station = "MSA-S01",
            Matter = line.Code,
            Permit = line.Permit,
            ScopeNames = line.Scope,
            IssuedAt = pushed.AddMinutes(-2),
            ToldApplicantAt = pushed.AddHours(-20),
            CommittedAt = pushed.AddHours(-20),
            CreatedAt = pushed,
        };
        if (line.Department.Length > 0)
        {
            notice.Move(NoticeFlow.Push, pushed);
            notice.TellTo(line.Department, names[line.Department], pushed, clocks);
        }

        for (var step = 0; step < line.Moves.Length; step++)
            Step(notice, line.Moves[step], pushed.AddDays(Math.Min(line.DaysAgo, step + 1)).AddMinutes(35), clocks);
        // What fell due since was done by hand in the fiction: reminders sent, nobody told twice on the first start.
        while (notice.NextReminderAt <= now)
            notice.Remind(clocks);
        return notice;
    }

    private static void Step(DualNotice notice, string move, DateTime at, NoticeClocks clocks)
    {
        notice.Move(move, at);
        switch (move)
        {
            case NoticeFlow.Publish: notice.PublishForClaiming(at, clocks); break;
            case NoticeFlow.Claim: notice.ClaimFor(notice.Department!, notice.DepartmentName!, "联络员", at, clocks); break;
            case NoticeFlow.SendBack: notice.SayBack("该主体只经营已包装的种子，不属于本部门许可范围"); break;
            case "permitted": notice.Report($"望许〔2026〕{notice.Matter[1..]}号", null, at); break;
            case "unpermitted": notice.Report(null, "巡查时在经营场所发现正在从事劳务派遣，不能出示许可证件", at); break;
            default: notice.Report(null, move == "refused" ? "经营场所距离学校不足100米，不符合条件" : move == "not-needed" ? "只销售自有库存，不再经营" : null, at); break;
        }
    }
}
