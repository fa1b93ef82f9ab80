using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Qishi.BrowserTests.Support.Chromium))]

namespace Qishi.BrowserTests.Support;

/// <summary>Headless Chromium of the machine (<c>CHROMIUM_PATH</c>, else /usr/bin/chromium); one for all tests, a fresh context per test.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
    }

    /// <summary>A new person at a new browser: no cookies, Chinese, the given width and reading modes.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(RealProgram program, int width = 1366, int height = 768, Reading reading = Reading.Standard, bool script = true, bool touch = false)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = program.Address,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            HasTouch = touch,
            IsMobile = touch,
        });
        context.SetDefaultTimeout(20_000);
        if (reading is Reading.Large or Reading.ExtraLarge)
            await AddCookieAsync("q-text", reading == Reading.Large ? "large" : "xlarge");
        if (reading == Reading.HighContrast)
            await AddCookieAsync("q-contrast", "high");
        return context;

        Task AddCookieAsync(string name, string value) => context.AddCookiesAsync([new() { Name = name, Value = value, Url = program.Address }]);
    }

    /// <summary>Whole page as a picture in artifacts/screens.</summary>
    public static Task<byte[]> PictureAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Repository.Screens, name + ".png"), FullPage = true });
}

public enum Reading { Standard, Large, ExtraLarge, HighContrast }
