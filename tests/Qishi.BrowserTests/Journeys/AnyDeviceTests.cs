using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>The form on a phone, on another device, in large print, after the session ended, and sent more than once.</summary>
public sealed class AnyDeviceTests(RealProgram program, Chromium chromium)
{
    [Fact]
    public async Task Draft_BegunOnAPhone_GoesOnAtAComputer()
    {
        await using var phone = await chromium.NewVisitorAsync(program, 390, 844, touch: true);
        var small = await phone.NewPageAsync();
        await SignIn.AsApplicantAsync(small, "13800000003");
        await small.GotoAsync("/startup");
        await PageCheck.AssertSoundAsync(small);
        await small.Locator("[value=Individual]").CheckAsync();
        await small.GetByRole(AriaRole.Button, new() { Name = "开始填表" }).TapAsync();
        await small.WaitForURLAsync("**/people");
        await PageCheck.AssertSoundAsync(small);
        await small.Locator("[name='P1.HomeAddress']").FillAsync("望溪县石岭镇石岭街41号");
        await small.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.TapAsync();
        await small.WaitForURLAsync("**/name");
        await PageCheck.AssertSoundAsync(small);
        var caseNo = People.CaseNoOf(small);
        // Typed and left: the page keeps it by itself.
        await small.Locator("[name=TradeName]").FillAsync("石岭春");
        await small.WaitForResponseAsync(r => r.Url.EndsWith("/autosave", StringComparison.Ordinal) && r.Ok);

        await using var desk = await chromium.NewVisitorAsync(program);
        var large = await desk.NewPageAsync();
        await SignIn.AsApplicantAsync(large, "13800000003");
        await large.GotoAsync("/my/cases");
        await PageCheck.AssertSoundAsync(large);
        await large.Locator("tr", new() { HasText = caseNo }).GetByRole(AriaRole.Link).First.ClickAsync();
        await large.WaitForURLAsync($"**/startup/{caseNo}**");
        await PageCheck.AssertSoundAsync(large);
        await large.GotoAsync($"/startup/{caseNo}/name");
        await Assertions.Expect(large.Locator("[name=TradeName]")).ToHaveValueAsync("石岭春");
        await large.Locator("[name=Industry]").FillAsync("米粉");
        await large.Locator("[name=NameForm]").FillAsync("店");
        await People.NextAsync(large, "premises");
        await large.GotoAsync($"/startup/{caseNo}/people");
        await Assertions.Expect(large.Locator("[name='P1.HomeAddress']")).ToHaveValueAsync("望溪县石岭镇石岭街41号");
    }

    [Fact]
    public async Task Form_InLargePrint_IsSoundFromEndToEnd_AndSubmittedOnce_WhateverIsClicked()
    {
        await using var visitor = await chromium.NewVisitorAsync(program, 1366, 768, Reading.Large);
        var page = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(page, "13800000006");
        var caseNo = await People.FillShopAsync(page, "溪云", look: PageCheck.AssertSoundAsync);
        await People.SignAsync(page, caseNo);
        await PageCheck.AssertSoundAsync(page);
        await Chromium.PictureAsync(page, "journey-large-check");

        var second = await visitor.NewPageAsync();
        await second.GotoAsync($"/startup/{caseNo}/check");
        await page.Locator("[name=Committed]").CheckAsync();
        await second.Locator("[name=Committed]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).DblClickAsync();
        await page.WaitForURLAsync("**/submitted");
        await PageCheck.AssertSoundAsync(page);
        await second.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await second.WaitForURLAsync("**/submitted");
        await Assertions.Expect(second.Locator("body")).ToContainTextAsync("没有重复提交");
        await page.GotoAsync("/my/cases?q=" + caseNo);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync("/progress/" + caseNo);
        await PageCheck.AssertSoundAsync(page);
    }

    [Fact]
    public async Task Session_EndedInMidForm_WhatWasTypedComesBackAfterSigningIn()
    {
        await using var visitor = await chromium.NewVisitorAsync(program, 390, 844);
        var page = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(page, "13800000002");
        await page.GotoAsync("/startup");
        await page.Locator("[value=Individual]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "开始填表" }).ClickAsync();
        await page.WaitForURLAsync("**/people");
        await page.Locator("[name='P1.HomeAddress']").FillAsync("望溪县城关镇新城大道88号");
        await visitor.ClearCookiesAsync(new() { Name = "qishi-session" });
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并继续" }).Last.ClickAsync();
        await page.WaitForURLAsync("**/signin**");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("刚才填的内容已保存");
        await PageCheck.AssertSoundAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "改用密码" }).ClickAsync();
        await SignIn.WithPasswordAsync(page, "13800000002");
        await page.WaitForURLAsync("**/resume/**");
        await PageCheck.AssertSoundAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "继续" }).ClickAsync();
        await page.WaitForURLAsync("**/name");
        await page.GotoAsync($"/startup/{People.CaseNoOf(page)}/people");
        await Assertions.Expect(page.Locator("[name='P1.HomeAddress']")).ToHaveValueAsync("望溪县城关镇新城大道88号");
    }
}
