using System.Globalization;
using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>A company of two shareholders, filled at the counter, signed on the turned screen, granted, its licence read by anybody with a phone.</summary>
public sealed class CompanyAtTheCounterTests(RealProgram program, Chromium chromium)
{
    [Fact]
    public async Task Company_FilledByAClerk_SignedOnScreen_IsLicensed_AndItsQrTellsTheTruth()
    {
        await using var counter = await chromium.NewVisitorAsync(program, 1366, 900);
        var clerk = await counter.NewPageAsync();
        await SignIn.AsStaffAsync(clerk, "1011");
        var caseNo = await BeginAsync(clerk);
        await FillAsync(clerk);
        await clerk.GetByRole(AriaRole.Button, new() { Name = "填好了" }).ClickAsync();
        await clerk.WaitForURLAsync("**/check");
        await PageCheck.AssertSoundAsync(clerk);
        foreach (var person in new[] { 1, 2 })
            await SignOnScreenAsync(clerk, person);
        await Chromium.PictureAsync(clerk, "journey-counter-check");
        await clerk.Locator("[name=Committed]").CheckAsync();
        await clerk.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await clerk.WaitForURLAsync("**/done");
        await PageCheck.AssertSoundAsync(clerk);

        await using var office = await chromium.NewVisitorAsync(program, 1366, 900);
        var registrar = await office.NewPageAsync();
        await SignIn.AsStaffAsync(registrar, "1003");
        await registrar.GotoAsync($"/desk/startups/{caseNo}");
        await PageCheck.AssertSoundAsync(registrar);
        await People.ApproveAsync(registrar, caseNo);
        await PageCheck.AssertSoundAsync(registrar);
        await using var publicReader = await chromium.NewVisitorAsync(program, 390, 844, touch: true);
        var reader = await publicReader.NewPageAsync();
        var address = await People.QrOfLicenceAsync(program, registrar, "望溪县蓝岸食品有限公司");
        Assert.StartsWith(program.Address, address, StringComparison.Ordinal);
        await reader.GotoAsync(address);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("执照有效");
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("望溪县蓝岸食品有限公司");
        await PageCheck.AssertSoundAsync(reader);

        await CorrectAddressAsync(registrar);
        await reader.ReloadAsync();
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("执照内容已变更");
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("兴隆街138号");
        await PageCheck.AssertSoundAsync(reader);
        await reader.GotoAsync(address[..^3] + "AAA");
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("没有这张执照的签发记录");
    }

    private static async Task<string> BeginAsync(IPage clerk)
    {
        await clerk.GotoAsync("/desk/startup/counter");
        await clerk.GetByLabel("申请人身份证号码").FillAsync("451521199003070034");
        await clerk.GetByLabel("申请人姓名").FillAsync("梁大江");
        await clerk.GetByLabel("申请人手机号").FillAsync("13900000201");
        await clerk.Locator("[value=Llc]").CheckAsync();
        await clerk.GetByRole(AriaRole.Button, new() { Name = "核验身份并开始填写" }).ClickAsync();
        await clerk.WaitForURLAsync("**/counter/KB*");
        await PageCheck.AssertSoundAsync(clerk);
        return new Uri(clerk.Url).Segments[^1];
    }

    /// <summary>One long page; what depends on an answer appears when it is saved.</summary>
    private static async Task FillAsync(IPage clerk)
    {
        await clerk.GetByRole(AriaRole.Button, new() { Name = "添加一个人" }).ClickAsync();
        await clerk.Locator("[name='P2.Name']").FillAsync("覃小溪");
        await clerk.Locator("[name='P2.IdNumber']").FillAsync("451521198511020223");
        await clerk.Locator("[name='P2.Mobile']").FillAsync("13900000202");
        await RolesAsync(1, "Shareholder", "LegalRepresentative", "Director", "Manager");
        await RolesAsync(2, "Shareholder", "Supervisor");
        await clerk.Locator("[name=Capital]").FillAsync("100");
        await clerk.Locator("[name=TradeName]").FillAsync("蓝岸");
        await clerk.Locator("[name=Industry]").FillAsync("食品");
        await clerk.Locator("[name=NameForm]").SelectOptionAsync("有限公司");
        await clerk.Locator("[name=Town]").SelectOptionAsync("451521101");
        await clerk.Locator("[name=Village]").SelectOptionAsync("451521101001");
        await clerk.Locator("[name=Detail]").FillAsync("兴隆街38号");
        await clerk.Locator("[value=Commitment]").CheckAsync();
        await clerk.Locator("[name=words]").FillAsync("卖日用百货");
        await clerk.GetByRole(AriaRole.Button, new() { Name = "查一查" }).ClickAsync();
        await clerk.Locator("[name=ScopeItems]").First.CheckAsync();
        await clerk.Locator("[name=Employees]").FillAsync("3");
        await clerk.Locator("[name=AddressCommitment]").CheckAsync();
        foreach (var (person, amount) in new[] { (1, "60"), (2, "40") })
        {
            await clerk.Locator($"[name='P{person}.Amount']").FillAsync(amount);
            await clerk.Locator($"[name='P{person}.DueOn']").FillAsync(DateTime.UtcNow.AddYears(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        async Task RolesAsync(int person, params string[] roles)
        {
            foreach (var role in roles)
                await clerk.Locator($"[name='P{person}.Roles'][value={role}]").CheckAsync();
        }
    }

    private static async Task SignOnScreenAsync(IPage clerk, int person)
    {
        var pad = clerk.Locator($"canvas[data-signature='drawing-{person}']");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        await clerk.Mouse.MoveAsync(box.X + 40, box.Y + 40);
        await clerk.Mouse.DownAsync();
        await clerk.Mouse.MoveAsync(box.X + 200, box.Y + 120, new() { Steps = 8 });
        await clerk.Mouse.MoveAsync(box.X + 320, box.Y + 50, new() { Steps = 8 });
        await clerk.Mouse.UpAsync();
        await clerk.Locator($"form:has(#drawing-{person}) button:has-text('用这个签名')").ClickAsync();
        await Assertions.Expect(clerk.Locator($"#f-Sign{person}")).ToContainTextAsync("已签");
    }

    private static async Task CorrectAddressAsync(IPage registrar)
    {
        var uscc = await People.CodeOnReviewAsync(registrar);
        await registrar.GotoAsync($"/desk/entities/{uscc}/correct");
        await PageCheck.AssertSoundAsync(registrar);
        await registrar.GetByLabel("路名、门牌号").FillAsync("兴隆街138号");
        await registrar.GetByLabel("更正原因").FillAsync("门牌号登记时写错");
        await registrar.GetByRole(AriaRole.Button, new() { Name = "提交更正" }).ClickAsync();
        await registrar.WaitForURLAsync(u => !u.EndsWith("/correct", StringComparison.Ordinal));
    }
}
