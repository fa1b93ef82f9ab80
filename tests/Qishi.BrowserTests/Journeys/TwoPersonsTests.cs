using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>What one registrar may not settle alone, and the end of a licence, acted by its people.</summary>
public sealed class TwoPersonsTests(RealProgram program, Chromium chromium)
{
    [Fact]
    public async Task Refusal_ProposedByOne_IsSettledByAnother_AndTheApplicantReadsWhy()
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var applicant = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(applicant, "13800000006");
        var caseNo = await People.FillShopAsync(applicant, "溪畔湾");
        await People.SignAndSubmitAsync(applicant, caseNo);

        await using var office = await chromium.NewVisitorAsync(program, 1600, 900);
        var first = await office.NewPageAsync();
        await SignIn.AsStaffAsync(first, "1004");
        await first.GotoAsync($"/desk/startups/{caseNo}");
        await first.GetByRole(AriaRole.Link, new() { Name = "不予登记" }).First.ClickAsync();
        await PageCheck.AssertSoundAsync(first);
        // Sent without a reason: the page says what is missing and keeps what was written.
        await first.GetByLabel("事实和理由").FillAsync("实地核查，申请的地址是消防通道，不能用于经营。");
        await first.GetByRole(AriaRole.Button, new() { Name = "提出不予登记" }).ClickAsync();
        await Assertions.Expect(first.Locator(".q-errors")).ToBeVisibleAsync();
        await Assertions.Expect(first.GetByLabel("事实和理由")).ToHaveValueAsync("实地核查，申请的地址是消防通道，不能用于经营。");
        await first.Locator("[name='Form.Reason'], [name=Reason]").First.CheckAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "提出不予登记" }).ClickAsync();
        await first.WaitForURLAsync($"**/desk/startups/{caseNo}");
        await Assertions.Expect(first.Locator("main")).ToContainTextAsync("等另一位登记人员复核");
        // Whoever proposed it finds no way to confirm it.
        await Assertions.Expect(first.GetByRole(AriaRole.Link, new() { Name = "去复核" })).ToHaveCountAsync(0);

        await using var other = await chromium.NewVisitorAsync(program, 1600, 900);
        var second = await other.NewPageAsync();
        await SignIn.AsStaffAsync(second, "1003");
        await second.GotoAsync($"/desk/startups/{caseNo}");
        await Chromium.PictureAsync(second, "journey-second-person");
        await second.GetByRole(AriaRole.Link, new() { Name = "去复核" }).ClickAsync();
        await PageCheck.AssertSoundAsync(second);
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("申请的地址是消防通道");
        await second.Locator("[value=agree]").CheckAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "提交复核意见" }).ClickAsync();
        await second.WaitForURLAsync($"**/desk/startups/{caseNo}");
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("不予登记");
        await PageCheck.AssertSoundAsync(second);
        var progress = await People.WaitOnProgressAsync(applicant, caseNo, "写在不予登记通知书里");
        foreach (var wrong in new[] { "按时办结", "前全部办好", "等执照发出后办", "拿到执照后还要办" })
            Assert.DoesNotContain(wrong, progress, StringComparison.Ordinal);
        await Chromium.PictureAsync(applicant, "journey-refused");
        await PageCheck.AssertSoundAsync(applicant);
    }

    [Fact]
    public async Task Shop_ThatClosesAtTheCounter_HasNoValidLicenceAnyMore()
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var applicant = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(applicant, "13800000003");
        var caseNo = await People.FillShopAsync(applicant, "望岭春");
        await People.SignAndSubmitAsync(applicant, caseNo);
        await using var office = await chromium.NewVisitorAsync(program, 1600, 900);
        var registrar = await office.NewPageAsync();
        await SignIn.AsStaffAsync(registrar, "1004");
        await People.ApproveAsync(registrar, caseNo);
        var uscc = await People.CodeOnReviewAsync(registrar);
        var address = await People.QrOfLicenceAsync(program, registrar, "望岭春");
        await using var publicReader = await chromium.NewVisitorAsync(program, 390, 844, touch: true);
        var reader = await publicReader.NewPageAsync();
        await reader.GotoAsync(address);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("执照有效");

        await using var counter = await chromium.NewVisitorAsync(program, 1366, 900);
        var clerk = await counter.NewPageAsync();
        await SignIn.AsStaffAsync(clerk, "1011");
        await clerk.GotoAsync($"/desk/applications/new?uscc={uscc}");
        await PageCheck.AssertSoundAsync(clerk);
        await clerk.GetByRole(AriaRole.Button, new() { Name = "办理一般注销登记" }).ClickAsync();
        await clerk.WaitForURLAsync("**/fill");
        await clerk.Locator("[value=plain]").CheckAsync();
        await clerk.Locator("[name=EndedOn]").FillAsync(DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var paper in new[] { "tax-clearance", "old-licence" })
            await clerk.Locator($"[name=Seen][value={paper}]").CheckAsync();
        await clerk.Locator("[name=Committed]").CheckAsync();
        await Chromium.PictureAsync(clerk, "journey-deregistration");
        await PageCheck.AssertSoundAsync(clerk);
        await clerk.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await Assertions.Expect(clerk.Locator("[name=Committed]")).ToHaveCountAsync(0);
        var number = new Uri(clerk.Url).Segments[^2].Trim('/');

        await registrar.GotoAsync($"/desk/applications/{number}");
        await PageCheck.AssertSoundAsync(registrar);
        await registrar.GetByRole(AriaRole.Link, new() { Name = "准予登记" }).First.ClickAsync();
        await registrar.GetByRole(AriaRole.Button, new() { Name = "确认准予" }).ClickAsync();
        // A check needs a person's opinion, and the page says which.
        await Assertions.Expect(registrar.Locator(".q-errors")).ToContainTextAsync("需要人工判断。请写下意见");
        await registrar.GetByLabel("意见").FillAsync("已查询，没有未了结的事项，同意注销。");
        await registrar.GetByRole(AriaRole.Button, new() { Name = "确认准予" }).ClickAsync();
        await registrar.WaitForURLAsync($"**/desk/applications/{number}");
        await Assertions.Expect(registrar.Locator("main")).ToContainTextAsync("等另一位登记人员复核");

        await using var other = await chromium.NewVisitorAsync(program, 1600, 900);
        var second = await other.NewPageAsync();
        await SignIn.AsStaffAsync(second, "1003");
        await second.GotoAsync($"/desk/applications/{number}");
        await second.GetByRole(AriaRole.Link, new() { Name = "去复核" }).ClickAsync();
        await PageCheck.AssertSoundAsync(second);
        await second.Locator("[value=agree]").CheckAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "确认" }).ClickAsync();
        await second.WaitForURLAsync($"**/desk/applications/{number}");
        await reader.ReloadAsync();
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("这户企业已经注销，执照失效");
        await Chromium.PictureAsync(reader, "journey-deregistered");
        await PageCheck.AssertSoundAsync(reader);
    }
}
