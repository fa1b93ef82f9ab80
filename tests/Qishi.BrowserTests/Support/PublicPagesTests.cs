using Microsoft.Playwright;
using Xunit;

namespace Qishi.BrowserTests.Support;

/// <summary>The pages of the shell in all widths and reading modes (ux.md A1, A3, A5, A7–A9, A17).</summary>
public sealed class PublicPagesTests(RealProgram program, Chromium chromium)
{
    private static readonly string[] Pages =
        ["/", "/guides", "/help", "/search?q=开米粉店", "/sitemap", "/accessibility", "/privacy", "/public/notices", "/public/figures", "/nothing-here", "/demo/inbox", "/styleguide", "/styleguide/case", "/styleguide/list", "/menu", "/help/keys"];

    public static TheoryData<int, Reading> Views
    {
        get
        {
            var views = new TheoryData<int, Reading>();
            foreach (var width in new[] { 320, 390, 768, 1366 })
                foreach (var reading in Enum.GetValues<Reading>())
                    views.Add(width, reading);
            return views;
        }
    }

    [Theory, MemberData(nameof(Views))]
    public async Task Pages_InEveryView_AreSound(int width, Reading reading)
    {
        await using var visitor = await chromium.NewVisitorAsync(program, width, width < 700 ? 844 : 768, reading);
        var page = await visitor.NewPageAsync();
        var found = new List<string>();
        foreach (var url in Pages)
        {
            await page.GotoAsync(url);
            found.AddRange((await PageCheck.FindAsync(page)).Select(f => $"{url}: {f}"));
            if ((width, reading) is (390, Reading.Standard or Reading.Large) or (1366, Reading.Standard or Reading.HighContrast))
                await Chromium.PictureAsync(page, $"shell-{url.Split('?')[0].Trim('/').Replace('/', '-')}-{width}-{reading}");
        }

        PageCheck.AssertNone($"{width} px, {reading}", found);
    }

    [Theory]
    [InlineData("/", 14)]
    [InlineData("/styleguide", 24)]
    [InlineData("/styleguide/case", 24)]
    public async Task Keyboard_WalksWithAVisibleRing(string url, int steps)
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(url);
        PageCheck.AssertNone(url, await PageCheck.WalkAsync(page, steps));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusedForm_PutsTheFocusOnTheSummary_WithAndWithoutScript(bool script)
    {
        await using var visitor = await chromium.NewVisitorAsync(program, script: script);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/styleguide");
        await page.GetByLabel("街路和门牌号").FillAsync("兴隆街36号2层");
        var answer = page.WaitForResponseAsync(r => r.Request.Method == "POST");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).ClickAsync();
        Assert.Equal(422, (await answer).Status);
        await Assertions.Expect(page.Locator("#q-errors")).ToBeVisibleAsync();
        // The accessibility tree says who has the focus also where no script runs.
        await Assertions.Expect(page.Locator("#q-errors:focus")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByLabel("街路和门牌号")).ToHaveValueAsync("兴隆街36号2层");
        await page.Locator("#q-errors a").First.ClickAsync();
        await Chromium.PictureAsync(page, "shell-form-errors" + (script ? "" : "-without-script"));
    }

    [Fact]
    public async Task LargePrint_HasMainTextOf25PixelsAndNoStickyBar()
    {
        await using var visitor = await chromium.NewVisitorAsync(program, 390, 844);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "大字版", Exact = true }).ClickAsync();
        Assert.EndsWith("/", page.Url, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.querySelector('.q-help p')).fontSize)") >= 25);
        await page.GotoAsync("/styleguide/case");
        Assert.Equal("static", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.q-decide')).position"));
    }

    [Fact]
    public async Task Home_OnAPhone_ShowsTheFirstActionAboveTheFold_AndStaysSmall()
    {
        await using var visitor = await chromium.NewVisitorAsync(program, 390, 844);
        var page = await visitor.NewPageAsync();
        var (bytes, requests) = (0, 0);
        page.Response += (_, r) => requests++;
        page.RequestFinished += async (_, r) => bytes += (await r.SizesAsync()).ResponseBodySize;
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var box = await page.GetByRole(AriaRole.Link, new() { Name = "我要开店" }).First.BoundingBoxAsync();
        Assert.True(box!.Y + box.Height <= 844, $"ends at {box.Y + box.Height}");
        Assert.InRange(requests, 1, 8);
        Assert.InRange(bytes, 1, 110_000);
    }
}
