using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Seed;

/// <summary>Fictional office work of the year: the bureau's published plan, one meeting, two documents.</summary>
internal static class SeedOffice
{
    public static async Task RunAsync(SeedContext context, CancellationToken ct)
    {
        var db = context.Services.GetRequiredService<AppDb>();
        if (await db.Set<InspectionPlan>().AnyAsync(ct) || await db.Set<OfficeRecord>().AnyAsync(ct))
            return;
        var year = ChinaTime.DayOf(context.Services.GetRequiredService<TimeProvider>().UtcNow()).Year;
        var at = ChinaTime.ToUtc(new(year, 3, 20), new TimeOnly(10, 0));
        var plan = new InspectionPlan { Id = Guid.CreateVersion7(), No = $"451521-{year}-MSA", Year = year, Department = "MSA", CreatedAt = at, ProposedBy = "双随机联席办", ApprovedBy = "局领导", PublishedAt = at };
        plan.Lines.AddRange([
            Line(plan, 1, "企业登记事项检查", ["MSA-001", "MSA-002"], 3, 11, new() { Kind = DrawKind.Undirected, Mode = RatioMode.FixedRatio, ShareBp = 300 }),
            Line(plan, 2, "年度报告公示信息检查", ["MSA-003"], 7, 11, new() { Kind = DrawKind.Undirected, Mode = RatioMode.ByRiskClass }),
            Line(plan, 3, "餐饮服务监督检查", ["MSA-012"], 5, 10, new() { Kind = DrawKind.Directed, Tag = "餐饮", Mode = RatioMode.FixedCount, Count = 20 })]);
        plan.Move("approve");
        plan.Move("publish");
        db.Add(plan);
        db.AddRange(
            new OfficeRecord { Id = Guid.CreateVersion7(), Kind = "meeting", No = $"联席〔{year}〕第1次", Title = $"{year}年第一次双随机联席会议", Text = "参加：市场监管、应急、卫健、文旅、农业农村等部门。\n议题：本年度抽查计划、部门联合抽查事项。\n议定：能合并的合并成一次联合检查，结果由各部门自己录入、自己公示。", On = new(year, 3, 12) },
            new OfficeRecord { Id = Guid.CreateVersion7(), Kind = "document", No = $"望联席办〔{year}〕1号", Title = $"关于印发{year}年度部门联合抽查工作计划的通知", Text = "印发部门联合抽查工作计划，明确牵头部门、配合部门和完成时间。", On = new(year, 3, 20), PublishedOn = new(year, 3, 21) },
            new OfficeRecord { Id = Guid.CreateVersion7(), Kind = "document", No = $"望联席办〔{year}〕2号", Title = $"关于做好{year}年上半年抽查结果公示的通知", Text = "6月30日前完成全年任务的一半，检查结束后20个工作日内公示。", On = new(year, 6, 3), PublishedOn = new(year, 6, 4) });
        await db.SaveChangesAsync(ct);
    }

    private static PlanLine Line(InspectionPlan plan, int no, string name, IEnumerable<string> items, int start, int end, DrawScope scope) =>
        new() { Id = Guid.CreateVersion7(), PlanId = plan.Id, LineNo = no, Name = name, Items = Words.Joined(items), Scope = scope, StartMonth = start, EndMonth = end, Lead = "MSA", Members = Words.Joined(["MSA"]) };
}
