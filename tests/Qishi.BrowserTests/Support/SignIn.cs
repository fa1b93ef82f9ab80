using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Qishi.BrowserTests.Support;

/// <summary>Signs in the way people do: the form, and the one-time code from the demo page.</summary>
internal static class SignIn
{
    /// <summary>Checking a password is slow on purpose, and slower on a busy machine.</summary>
    private const float Patience = 60_000;

    public const string Password = "Kaidian#2026";

    /// <summary>An applicant of the demo county, by mobile number.</summary>
    public static async Task AsApplicantAsync(IPage page, string mobile = "13800000001")
    {
        await page.GotoAsync("/signin/person?by=password");
        await WithPasswordAsync(page, mobile);
    }

    /// <summary>On the page for signing in, wherever it leads then.</summary>
    public static async Task WithPasswordAsync(IPage page, string mobile)
    {
        await page.GetByLabel("手机号", new() { Exact = true }).FillAsync(mobile);
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Password);
        await page.Locator("main .q-btn-main").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal), new() { Timeout = Patience });
    }

    /// <summary>Sessions of staff, for all tests: a code works once in half a minute, and a password is slow to check.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Cookie>>>> Sessions = new();

    /// <summary>A staff member of the demo county, by account, e.g. 1003 for the registrar; signs in the first time and goes on with that session in other browsers.</summary>
    public static async Task AsStaffAsync(IPage page, string account)
    {
        var cookies = await Sessions.GetOrAdd(account, a => new(() => SignStaffInAsync(page, a))).Value;
        await page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
    }

    private static async Task<IReadOnlyList<Cookie>> SignStaffInAsync(IPage page, string account)
    {
        await SignInAsStaffAsync(page, account);
        return [.. (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }).Where(c => !c.Name.StartsWith("q-", StringComparison.Ordinal))];
    }

    /// <summary>A code already used is waited out.</summary>
    private static async Task SignInAsStaffAsync(IPage page, string account)
    {
        for (var attempt = 0; ; attempt++)
        {
            await page.GotoAsync("/signin");
            await page.GetByLabel("账号", new() { Exact = true }).FillAsync(account);
            await page.GetByLabel("密码", new() { Exact = true }).FillAsync(Password);
            await page.Locator("main .q-btn-main").ClickAsync();
            await page.WaitForURLAsync("**/signin/code", new() { Timeout = Patience });
            await page.GetByLabel("动态口令", new() { Exact = true }).FillAsync(await CodeOfAsync(page, account));
            var answer = page.WaitForResponseAsync(r => r.Request.Method == "POST" && r.Url.Contains("/signin/code", StringComparison.Ordinal), new() { Timeout = Patience });
            await page.Locator("main .q-btn-main").ClickAsync();
            if ((await answer).Status == 303)
                break;
            if (attempt == 2)
                throw new InvalidOperationException("The one-time code was refused: " + await page.Locator("main").InnerTextAsync());
            await Task.Delay(31_000);
        }

        await page.WaitForURLAsync(url => !url.Contains("/signin/code", StringComparison.Ordinal), new() { Timeout = Patience });
        if (page.Url.Contains("/signin/posting", StringComparison.Ordinal))
            await page.Locator("main .q-btn-main").ClickAsync();
    }

    private static async Task<string> CodeOfAsync(IPage page, string account)
    {
        var demo = await page.Context.NewPageAsync();
        await demo.GotoAsync("/demo/accounts");
        var row = demo.Locator("tr", new() { Has = demo.GetByText(account, new() { Exact = true }) });
        var code = (await row.Locator("td").Last.InnerTextAsync()).Trim();
        await demo.CloseAsync();
        return code[^6..];
    }
}
