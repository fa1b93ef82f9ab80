using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>What people do, in their order, as the journeys need it.</summary>
internal static class People
{
    /// <summary>Fills the six topics of a sole trader; returns the case number.</summary>
    /// <param name="page">Page of a signed-in applicant.</param>
    /// <param name="tradeName">A name of its own.</param>
    /// <param name="withBank">Also an appointment with a bank.</param>
    /// <param name="look">Looks at each page before it is filled.</param>
    public static async Task<string> FillShopAsync(IPage page, string tradeName, bool withBank = false, Func<IPage, Task>? look = null)
    {
        look ??= _ => Task.CompletedTask;
        await page.GotoAsync("/startup");
        await look(page);
        await page.Locator("[value=Individual]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "开始填表" }).ClickAsync();
        await page.WaitForURLAsync("**/people");
        var caseNo = CaseNoOf(page);
        await look(page);
        await page.Locator("[name='P1.HomeAddress']").FillAsync("望溪县城关镇解放街1号");
        await NextAsync(page, "name");
        await look(page);
        await page.Locator("[name=TradeName]").FillAsync(tradeName);
        await page.Locator("[name=Industry]").FillAsync("米粉");
        await page.Locator("[name=NameForm]").FillAsync("店");
        await NextAsync(page, "premises");
        await look(page);
        await page.Locator("[name=Town]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
        await page.Locator("[name=Village]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[name=Detail]").FillAsync("兴隆街36号1层" + tradeName);
        await page.Locator("[value=Commitment]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
        await page.Locator("[name=AddressCommitment]").CheckAsync();
        await NextAsync(page, "scope");
        await look(page);
        await page.Locator("[name=words]").FillAsync("卖米粉");
        await page.GetByRole(AriaRole.Button, new() { Name = "查一查" }).ClickAsync();
        await page.Locator("[name=ScopeItems]").First.CheckAsync();
        await page.Locator("[name=Employees]").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
        await page.Locator("[name=PermitCommitment]").CheckAsync();
        await NextAsync(page, "matters");
        await look(page);
        if (withBank)
        {
            await page.Locator("[value=BANK]").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
            await page.Locator("[name=BankBranch]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await page.Locator("[name=BankConsent]").CheckAsync();
        }

        await NextAsync(page, "check");
        await look(page);
        return caseNo;
    }

    public static string CaseNoOf(IPage page) => new Uri(page.Url).AbsolutePath.Split('/')[2];

    /// <summary>Signs with the code of the demo inbox and submits all matters with the one button.</summary>
    public static async Task SignAndSubmitAsync(IPage page, string caseNo)
    {
        await SignAsync(page, caseNo);
        await page.Locator("[name=Committed]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await page.WaitForURLAsync("**/submitted");
    }

    public static async Task SignAsync(IPage page, string caseNo)
    {
        await page.GotoAsync($"/startup/{caseNo}/check");
        await page.GetByRole(AriaRole.Button, new() { Name = "用短信验证码确认" }).First.ClickAsync();
        await page.Locator("[name=Code]").First.FillAsync(await CodeFromInboxAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "确认签名" }).First.ClickAsync();
        await page.Locator("[name=Committed]").WaitForAsync();
    }

    public static async Task ApproveAsync(IPage registrar, string caseNo)
    {
        await registrar.GotoAsync($"/desk/startups/{caseNo}");
        await registrar.GetByRole(AriaRole.Link, new() { Name = "准予登记" }).First.ClickAsync();
        // Every rule check that needs a person needs that person's opinion.
        foreach (var opinion in await registrar.Locator("textarea[name^='Form.Opinions']").AllAsync())
            await opinion.FillAsync("已核实，情况属实。");
        await registrar.GetByRole(AriaRole.Button, new() { Name = "确认准予登记" }).ClickAsync();
        await registrar.WaitForURLAsync($"**/desk/startups/{caseNo}");
    }

    /// <summary>Reads the progress page until a text is there; the departments answer in their own time.</summary>
    public static async Task<string> WaitOnProgressAsync(IPage page, string caseNo, string text)
    {
        for (var i = 0; ; i++)
        {
            await page.GotoAsync($"/progress/{caseNo}");
            var shown = await page.Locator("main").InnerTextAsync();
            if (shown.Contains(text, StringComparison.Ordinal))
                return shown;
            if (i == 180)
                throw new TimeoutException($"“{text}” did not come:\n{shown}");
            await Task.Delay(1000);
        }
    }

    /// <summary>The credit code on the review page of an approved case.</summary>
    public static async Task<string> CodeOnReviewAsync(IPage registrar) =>
        (await registrar.GetByRole(AriaRole.Link, new() { NameRegex = new("^9[12]451521") }).First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>What the licence's QR code leads to: the same address lies behind it as a link.</summary>
    public static async Task<string> QrOfLicenceAsync(RealProgram program, IPage registrar, string name)
    {
        await registrar.Locator(".q-tabs a", new() { HasText = "正本" }).ClickAsync();
        await registrar.WaitForURLAsync("**doc=**");
        var url = await registrar.GetByRole(AriaRole.Link, new() { Name = "打开营业执照（正本）" }).GetAttributeAsync("href");
        await PageCheck.AssertSoundAsync(registrar);
        var answer = await registrar.APIRequest.GetAsync(program.Address + url);
        Assert.Equal("application/pdf", answer.Headers["content-type"]);
        using var pdf = PdfDocument.Open(await answer.BodyAsync());
        var page = pdf.GetPage(1);
        Assert.Contains(name, page.Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        return Assert.Single(page.GetHyperlinks()).Uri;
    }

    public static async Task NextAsync(IPage page, string topic)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
        await page.WaitForURLAsync($"**/{topic}");
    }

    private static async Task<string> CodeFromInboxAsync(IPage page)
    {
        var inbox = await page.Context.NewPageAsync();
        await inbox.GotoAsync("/demo/inbox");
        var text = await inbox.Locator("main").InnerTextAsync();
        await inbox.CloseAsync();
        return System.Text.RegularExpressions.Regex.Match(text, "验证码(\\d{6})，5分钟内有效，用于确认企业开办").Groups[1].Value;
    }
}
