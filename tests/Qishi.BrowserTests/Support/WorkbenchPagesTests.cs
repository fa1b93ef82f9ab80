using Microsoft.Playwright;
using Xunit;

namespace Qishi.BrowserTests.Support;

/// <summary>Every page a role finds in its menu, at the desk and on a phone: sound, and no line of the menu leads nowhere.</summary>
public sealed class WorkbenchPagesTests(RealProgram program, Chromium chromium)
{
    [Theory]
    [InlineData("1003", "registrar")]
    [InlineData("1005", "supervisor")]
    [InlineData("1011", "guide")]
    [InlineData("1001", "leader")]
    [InlineData("2031", "liaison")]
    [InlineData("1031", "inspection-office")]
    [InlineData("1045", "inspector")]
    public async Task Menu_OfARole_LeadsToSoundPages(string account, string role)
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var page = await visitor.NewPageAsync();
        await SignIn.AsStaffAsync(page, account);
        await page.GotoAsync("/menu");
        var urls = await page.Locator(".q-side nav li a").EvaluateAllAsync<string[]>("links => [...new Set(links.map(a => new URL(a.href).pathname))]");
        var found = new List<string>();
        foreach (var url in urls)
        {
            var answer = await page.GotoAsync(url);
            if (answer!.Status != 200)
                found.Add($"{url}: status {answer.Status}");
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{url}: {f}"));
            await Chromium.PictureAsync(page, $"bench-{role}{url.Replace('/', '-')}");
            await page.SetViewportSizeAsync(390, 844);
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{url} at 390: {f}"));
            await page.SetViewportSizeAsync(1366, 768);
        }

        PageCheck.AssertNone(role, found);
        Assert.NotEmpty(urls);
    }

    [Theory]
    [InlineData(1366, Reading.Standard)]
    [InlineData(390, Reading.Standard)]
    [InlineData(390, Reading.Large)]
    [InlineData(1366, Reading.HighContrast)]
    public async Task Applicant_Pages_AreSound(int width, Reading reading)
    {
        await using var visitor = await chromium.NewVisitorAsync(program, width, width < 700 ? 844 : 768, reading);
        var page = await visitor.NewPageAsync();
        var found = new List<string>();
        foreach (var url in new[] { "/signin/person", "/register", "/progress", "/public/entities?q=米粉" })
            await CheckAsync(url);
        await SignIn.AsApplicantAsync(page);
        foreach (var url in new[] { "/startup", "/my/cases", "/my/account" })
            await CheckAsync(url);
        PageCheck.AssertNone($"{width} px, {reading}", found);

        async Task CheckAsync(string url)
        {
            var answer = await page.GotoAsync(url);
            if (answer!.Status != 200)
                found.Add($"{url}: status {answer.Status}");
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{url}: {f}"));
            await Chromium.PictureAsync(page, $"portal{url.Split('?')[0].Replace('/', '-')}-{width}-{reading}");
        }
    }
}
