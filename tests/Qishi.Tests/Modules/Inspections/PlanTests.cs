using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Inspections.Plans;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>The yearly plan: from two departments' lines to one joint visit, the caps of a year, two persons, publication, a task from a line (rulebook B §1.3).</summary>
public sealed class PlanTests
{
    [Theory, OnEachDatabase]
    public async Task T1_3_Plans_AreMerged_Capped_ApprovedByAnother_Published_AndMakeTasks(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var year = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today())) is var today ? today.Year + 1 : 0;
        using var office = await app.SignedInAsync("1031");
        using var leader = await app.SignedInAsync("leader1");
        using var visitor = app.ClientWith();
        var own = await NewPlanAsync(office, year, "MSA");
        var other = await NewPlanAsync(office, year, "EMERGENCY");
        using (var again = await office.PostFormAsync("/inspections/plans/new", new Dictionary<string, string?> { ["Year"] = $"{year}", ["Department"] = "MSA" }, "plan"))
            Assert.Contains($"{year}年的计划已经有了", string.Join("", (await again.PageAsync()).Errors()));

        // Another department's item is no item of this plan; what was typed stays.
        using (var wrong = await LineAsync(office, own, "登记事项检查", "EMERGENCY-001", 3, 5, "3"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("不是这份计划能用的事项", string.Join("", (await wrong.PageAsync()).Errors()));
        }

        // A general item has its cap.
        using (var much = await LineAsync(office, own, "登记事项检查", "MSA-001", 3, 5, "6"))
            Assert.Contains("一般检查事项的抽取比例最多5％", (await much.PageAsync()).Errors());
        await MadeAsync(LineAsync(office, own, "登记事项检查", "MSA-001", 3, 5, "3"));
        await MadeAsync(LineAsync(office, other, "安全生产检查", "EMERGENCY-001", 6, 7, "10"));
        // June follows May: proposed, and the plan is not approved before somebody has looked at it.
        var page = await office.GetPageAsync(own);
        Assert.Contains("登记事项检查 ＋ 安全生产检查", page.Text());
        using (var early = await leader.PostFormAsync(own, new Dictionary<string, string?> { ["Decide.Act"] = "approve" }, "decide"))
            Assert.Contains("还有1条合并建议没有处理", string.Join("", (await early.PageAsync()).Errors()));
        using (var silent = await office.PostFormAsync(own, new Dictionary<string, string?> { ["Merge.Act"] = "decline" }, "merge"))
            Assert.Contains("不合并的，请写明理由，4至200字", (await silent.PageAsync()).Errors());
        await DrawTests.PostedAsync(office, own, new() { ["Merge.Act"] = "accept" }, "merge");
        Assert.Contains("已合并到联合计划", (await office.GetPageAsync(own)).Text());
        var joint = await app.WithDbAsync(db => db.Set<InspectionPlan>().AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Year == year && p.Department == PlanBook.Joint));
        var line = Assert.Single(joint.Lines);
        Assert.Equal((3, 7, "|MSA|EMERGENCY|", "|MSA-001|EMERGENCY-001|"), (line.StartMonth, line.EndMonth, line.Members, line.Items));
        Assert.Equal(2, await app.WithDbAsync(db => db.Set<PlanLine>().CountAsync(l => l.MergedInto == line.Id)));

        // Three lines that each check everybody: three visits a year where two are allowed.
        foreach (var (name, item) in new[] { ("公示信息检查", "MSA-004"), ("广告行为检查", "MSA-051"), ("商标使用检查", "MSA-081") })
            await MadeAsync(LineAsync(office, own, name, item, 10, 12, null, "1000000"));
        var over = (await office.GetPageAsync(own)).Text();
        Assert.Contains("超过一户一年2次的上限", over);
        Assert.Contains("“广告行为检查”", over);
        using (var capped = await leader.PostFormAsync(own, new Dictionary<string, string?> { ["Decide.Act"] = "approve" }, "decide"))
            Assert.Contains("超过一户一年2次的上限", string.Join("", (await capped.PageAsync()).Errors()));
        foreach (var id in await app.WithDbAsync(db => db.Set<PlanLine>().Where(l => l.PlanId == IdOf(own) && l.StartMonth == 10).Select(l => l.Id).ToListAsync()))
            await DrawTests.PostedAsync(office, $"/inspections/plan-lines/{id}", [], "remove");

        // The office hands in and cannot approve; the leader does; then it is public.
        var url = $"/inspections/plans/{joint.Id}";
        await DrawTests.PostedAsync(office, url, new() { ["Decide.Act"] = "submit" }, "decide");
        using (var alone = await office.PostFormAsync(url, new Dictionary<string, string?> { ["Decide.Act"] = "approve" }, "decide"))
            Assert.Contains("这一步现在不由您办理", (await alone.PageAsync()).Errors());
        using (var bare = await leader.PostFormAsync(url, new Dictionary<string, string?> { ["Decide.Act"] = "return" }, "decide"))
            Assert.Contains("请写明理由，4至200字", (await bare.PageAsync()).Errors());
        Assert.DoesNotContain(line.Name, (await visitor.GetPageAsync($"/public/inspections/plans?year={year}")).Text());
        await office.GetPageAsync($"/inspections/tasks/new?line={line.Id}");
        await DrawTests.PostedAsync(leader, url, new() { ["Decide.Act"] = "approve" }, "decide");
        await DrawTests.PostedAsync(office, url, new() { ["Decide.Act"] = "publish" }, "decide");
        Assert.Contains(line.Name, (await visitor.GetPageAsync($"/public/inspections/plans?year={year}")).Text());

        // The task form holds what the line says.
        var form = await office.GetPageAsync($"/inspections/tasks/new?line={line.Id}");
        Assert.Equal(line.Name, form.QuerySelector("[name='Form.Name']")!.GetAttribute("value"));
        Assert.Equal($"{year}-03-01", form.QuerySelector("[name='Form.StartOn']")!.GetAttribute("value"));
        Assert.Equal($"{year}-07-31", form.QuerySelector("[name='Form.DueOn']")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("[name='Form.Match'][value=JointTeam][checked]"));
        Assert.Equal(2, form.QuerySelectorAll("[name='Form.Items'][checked]").Length);

        // Adjusted: a new edition with its reason, not public meanwhile; the published text stays as a document.
        await DrawTests.PostedAsync(office, url, new() { ["Decide.Act"] = "file", ["FileNo"] = "望海双随机〔2027〕3号" }, "decide");
        await DrawTests.PostedAsync(office, url, new() { ["Decide.Act"] = "adjust", ["Reason"] = "上级增加了联合抽查事项" }, "decide");
        var adjusted = (await office.GetPageAsync(url)).Text();
        Assert.Contains("第2版，调整理由：上级增加了联合抽查事项", adjusted);
        Assert.Contains($"{year}年度抽查工作计划（第1版）", adjusted);
        Assert.Contains("正在调整：上级增加了联合抽查事项", (await visitor.GetPageAsync($"/public/inspections/plans?year={year}")).Text());

        // Anybody reads the edition that was public, though it is being changed; the next is not public yet.
        var text = $"/public/inspections/plans/{joint.No}/1.pdf";
        Assert.NotNull((await visitor.GetPageAsync($"/public/inspections/plans?year={year}")).QuerySelector($"a[href='{text}']"));
        using (var pdf = await visitor.GetAsync(text))
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));
        await visitor.GetPageAsync($"/public/inspections/plans/{joint.No}/2.pdf", HttpStatusCode.NotFound);

        using var excel = await office.GetAsync($"/inspections/plans/excel?year={year}");
        Assert.Equal(HttpStatusCode.OK, excel.StatusCode);
        Assert.Contains("部门联合", (await office.GetPageAsync($"/inspections/plans?year={year}&department=JOINT")).Text());
        using var inspector = await app.SignedInAsync("inspector1");
        await inspector.GetPageAsync("/inspections/plans/new", HttpStatusCode.Forbidden);
    }

    /// <summary>Expected visits are shares added up class by class; a key item and a joint line are counted as the rulebook says.</summary>
    [Fact]
    public async Task Caps_CountSharesByClass_KeyItemsNot_AndQuotasAreThoseOfTheDraw()
    {
        var rules = await TestApp.Shared(DatabaseKind.Sqlite).AsAsync(null, s => s.GetRequiredService<IRules>().BookAsync(default));
        ObjectCell[] cells = [new(ObjectKind.Enterprise, "MSA-S01", "F5211", "|餐饮|", CreditClass.A, 100), new(ObjectKind.Individual, "MSA-S02", "H6210", "", CreditClass.None, 50), new(ObjectKind.Enterprise, "MSA-S02", "H6210", "|餐饮|", CreditClass.D, 10)];
        var third = Line("甲", new() { Mode = RatioMode.ByRiskClass, SharesBp = "6000,100,100,9000" });
        var figures = new PlanFigures(cells, [third, Line("乙", new() { Mode = RatioMode.FixedRatio, ShareBp = 5000 }), Line("丙", new() { Mode = RatioMode.FixedRatio, ShareBp = 10_000 }, key: true)], rules, new(2026, 11, 1));
        // A: 0.6 + 0.5 > 1 a year; D: 0.9 + 0.5 < 2; the key line counts for nobody.
        var breach = Assert.Single(figures.OverCap());
        Assert.Equal((CreditClass.A, 100, 1, 2), (breach.Credit, breach.Objects, breach.Cap, breach.Lines.Count));
        Assert.Equal(1.1, breach.Expected, 6);
        // 60 of A, 1 of 50 without a class as B (half a firm is one), 9 of 10 D.
        Assert.Equal(new LineFigures(160, 70), figures.Figures[third.Line.Id]);
        // Another month, other departments, a tag: who is near whom.
        var near = new PlanFigures(cells, [Line("甲", new(), "MSA", 3, 4), Line("乙", new(), "EDU", 5, 6), Line("丙", new(), "AGRI", 8, 9), Line("丁", new() { Kind = DrawKind.Directed, Tag = "没有的" }, "TOBACCO", 3, 3)], rules, new(2026, 11, 1));
        var proposal = Assert.Single(near.Proposals());
        Assert.Equal(("甲", "乙", 160), (proposal.First.Line.Name, proposal.Second.Line.Name, proposal.Shared));
    }

    private static YearLine Line(string name, DrawScope scope, string department = "MSA", int start = 1, int end = 12, bool key = false) => new(
        new() { Id = Guid.NewGuid(), Name = name, Items = "|X|", Scope = scope, StartMonth = start, EndMonth = end, Lead = department, Members = $"|{department}|" }, department,
        [new() { Code = "X", Department = department, DepartmentName = department, Category = "测试", Name = name, Type = key ? ItemType.Key : ItemType.General, Methods = "", Basis = "测试", Points = "", Level = "COUNTY", Jointable = true, ChangeReason = "测试", ProposedBy = "测试" }]);

    private static Guid IdOf(string url) => Guid.Parse(url[(url.LastIndexOf('/') + 1)..]);

    private static async Task<string> NewPlanAsync(HttpClient office, int year, string department)
    {
        using var answer = await office.PostFormAsync("/inspections/plans/new", new Dictionary<string, string?> { ["Year"] = $"{year}", ["Department"] = department }, "plan");
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await answer.PageAsync()).Errors()));
        return answer.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> LineAsync(HttpClient office, string plan, string name, string item, int start, int end, string? share, string? count = null) =>
        office.PostFormAsync($"{plan}/lines/new", new Dictionary<string, string?>
        {
            ["Name"] = name,
            ["Form.Items"] = item,
            ["StartMonth"] = $"{start}",
            ["EndMonth"] = $"{end}",
            ["Form.Mode"] = count is null ? "FixedRatio" : "FixedCount",
            ["Share"] = share,
            ["Count"] = count,
        }, "line");

    private static async Task MadeAsync(Task<HttpResponseMessage> posting)
    {
        using var answer = await posting;
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await answer.PageAsync()).Errors()));
    }
}
