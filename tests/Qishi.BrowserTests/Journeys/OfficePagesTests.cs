using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>The joint office plans a year: two departments' lines become one visit; every page on the way is sound at the desk and on a phone.</summary>
public sealed class OfficePagesTests(RealProgram program, Chromium chromium)
{
    [Fact]
    public async Task Office_PlansAYear_MergesTwoLines_AndItsPagesAreSound()
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var page = await visitor.NewPageAsync();
        await SignIn.AsStaffAsync(page, "1031");
        var found = new List<string>();
        var other = await PlanAsync(page, "应急", "安全生产检查", "EMERGENCY-001");
        var own = await PlanAsync(page, "市场监督", "登记事项检查", "MSA-001");
        await page.GotoAsync(own);
        await CheckAsync("plan-open");
        await page.GetByRole(AriaRole.Button, new() { Name = "合并成联合检查" }).ClickAsync();
        await page.WaitForURLAsync("**/inspections/plans/*");
        Assert.Contains("已合并到联合计划", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await CheckAsync("plan-merged");
        foreach (var (url, name) in new[]
                 {
                     (own + "/lines/new", "plan-line"), ("/inspections/plans", "plans"), ("/public/inspections/plans", "plans-public"), ("/inspections/inspectors/new", "inspector-new"), ("/inspections/objects/credit", "credit-import"),
                     ("/inspections/inspectors/import", "inspector-import"), ("/inspections/office", "office"), ("/inspections/office/new", "office-new"), ("/inspections/board", "board"), ("/inspections/inspectors", "inspectors"),
                 })
        {
            await page.GotoAsync(url);
            await CheckAsync(name);
        }

        await page.Locator("main tbody th a").First.ClickAsync();
        await page.WaitForURLAsync("**/inspections/inspectors/*");
        await CheckAsync("inspector");
        await page.GotoAsync("/inspections/office");
        await page.Locator("main tbody th a").First.ClickAsync();
        await page.WaitForURLAsync("**/inspections/office/*");
        await CheckAsync("office-record");
        PageCheck.AssertNone("office", found);
        Assert.NotEqual(own, other);

        async Task CheckAsync(string name)
        {
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{name}: {f}"));
            await Chromium.PictureAsync(page, "office-" + name);
            await page.SetViewportSizeAsync(390, 844);
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{name} at 390: {f}"));
            await Chromium.PictureAsync(page, "office-" + name + "-390");
            await page.SetViewportSizeAsync(1366, 768);
        }
    }

    private static async Task<string> PlanAsync(IPage page, string department, string line, string item)
    {
        await page.GotoAsync("/inspections/plans/new");
        var option = page.Locator("select[name='Form.Department'] option", new() { HasTextString = department }).First;
        await page.Locator("select[name='Form.Department']").SelectOptionAsync(await option.GetAttributeAsync("value") ?? "");
        await page.GetByRole(AriaRole.Button, new() { Name = "新建" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/inspections/plans/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal));
        var plan = new Uri(page.Url).AbsolutePath;
        await page.GotoAsync(plan + "/lines/new");
        await page.Locator("input[name='Form.Name']").FillAsync(line);
        await page.Locator($"input[name='Form.Items'][value='{item}']").CheckAsync();
        await page.Locator("select[name='Form.StartMonth']").SelectOptionAsync("3");
        await page.Locator("select[name='Form.EndMonth']").SelectOptionAsync("5");
        await page.Locator("input[name='Form.Share']").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.WaitForURLAsync("**" + plan);
        return plan;
    }
}
