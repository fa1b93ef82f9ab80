using Microsoft.Playwright;
using MiniExcelLibs;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>The list of cases leaves as a workbook that holds what the page showed, no more.</summary>
public sealed class ExportCasesTests(RealProgram program, Chromium chromium)
{
    [Fact]
    public async Task Cases_Filtered_AreExportedAsTheyAreShown()
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var page = await visitor.NewPageAsync();
        await SignIn.AsStaffAsync(page, "1005");
        await page.GotoAsync("/desk/startups");
        // Of the demo county's past: nothing of it changes while other journeys go on.
        await page.GetByLabel("名称、代码、编号").FillAsync("有限公司");
        await page.GetByLabel("状态").SelectOptionAsync(new SelectOptionValue { Label = "已归档" });
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await page.WaitForURLAsync("**state=Archived**");
        await PageCheck.AssertSoundAsync(page);
        var shown = await page.Locator("tbody th").AllInnerTextsAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "导出Excel" }).ClickAsync());
        Assert.EndsWith(".xlsx", file.SuggestedFilename, StringComparison.Ordinal);
        using var content = await file.CreateReadStreamAsync();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        copy.Position = 0;
        // Title with the filters, who exported; then the head and the rows.
        var lines = copy.Query().Cast<IDictionary<string, object?>>().Select(l => l.Values.Select(v => v?.ToString() ?? "").ToList()).ToList();
        var head = lines.FindIndex(l => l.Contains("办件编号"));
        Assert.Contains("已归档", string.Concat(lines.Take(head).SelectMany(l => l)), StringComparison.Ordinal);
        var (number, state) = (lines[head].IndexOf("办件编号"), lines[head].IndexOf("状态"));
        var rows = lines.Skip(head + 1).Where(l => l[number].StartsWith("KB", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal("已归档", r[state]));
        Assert.Equal(shown.Select(s => s.Replace(" ", "", StringComparison.Ordinal).Trim()).Order(), rows.Select(r => r[number]).Order());
    }
}
