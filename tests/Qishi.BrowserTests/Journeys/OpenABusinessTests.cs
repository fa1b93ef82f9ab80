using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>The main job, acted by its people in Chromium against the real program and the six department systems.</summary>
public sealed class OpenABusinessTests(RealProgram program, Chromium chromium)
{
    [Theory]
    [InlineData(true, "13800000001", "韵香", "1004")]
    [InlineData(false, "13800000002", "禾丰", "1006")]
    public async Task Shop_FromTheFormToAllReceipts_WithAndWithoutScript(bool script, string mobile, string tradeName, string registrarAccount)
    {
        await using var visitor = await chromium.NewVisitorAsync(program, script: script);
        var applicant = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(applicant, mobile);
        var caseNo = await People.FillShopAsync(applicant, tradeName);
        await People.SignAndSubmitAsync(applicant, caseNo);
        Assert.Contains(caseNo, await applicant.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await using var office = await chromium.NewVisitorAsync(program, 1600, 900);
        var registrar = await office.NewPageAsync();
        await SignIn.AsStaffAsync(registrar, registrarAccount);
        await registrar.GotoAsync("/desk");
        await registrar.GetByRole(AriaRole.Link, new() { Name = tradeName }).First.ClickAsync();
        await Chromium.PictureAsync(registrar, $"journey-review-{script}");
        await People.ApproveAsync(registrar, caseNo);

        var progress = await People.WaitOnProgressAsync(applicant, caseNo, "5个事项全部办好");
        Assert.Contains("按承诺时限办结", progress, StringComparison.Ordinal);
        Assert.DoesNotContain("：null", progress, StringComparison.Ordinal);
        await Chromium.PictureAsync(applicant, $"journey-progress-{script}");

        // The licence's QR opens the public verification page.
        await registrar.GotoAsync($"/desk/startups/{caseNo}");
        var uscc = (await registrar.GetByRole(AriaRole.Link, new() { NameRegex = new("^92451521") }).First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await using var publicReader = await chromium.NewVisitorAsync(program, 390, 844);
        var reader = await publicReader.NewPageAsync();
        await reader.GotoAsync($"/public/entities?q={uscc}");
        Assert.Contains(tradeName, await reader.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MedicalInsuranceDown_IsShownAndRecovers()
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var applicant = await visitor.NewPageAsync();
        await SignIn.AsApplicantAsync(applicant, "13800000005");
        var caseNo = await People.FillShopAsync(applicant, "岭上香");
        await People.SignAndSubmitAsync(applicant, caseNo);
        await SteerAsync("MEDINS", "down");
        try
        {
            await using var office = await chromium.NewVisitorAsync(program, 1600, 900);
            var registrar = await office.NewPageAsync();
            await SignIn.AsStaffAsync(registrar, "1004");
            await People.ApproveAsync(registrar, caseNo);
            await People.WaitOnProgressAsync(applicant, caseNo, "对方系统故障");
            await Chromium.PictureAsync(applicant, "journey-outage");
        }
        finally
        {
            await SteerAsync("MEDINS", "normal");
        }

        await People.WaitOnProgressAsync(applicant, caseNo, "5个事项全部办好");
    }

    private async Task SteerAsync(string department, string habit)
    {
        await using var visitor = await chromium.NewVisitorAsync(program);
        var operators = await visitor.NewPageAsync();
        await SignIn.AsStaffAsync(operators, "9004");
        await operators.GotoAsync("/demo/departments");
        await operators.Locator($"#{department} button[value={habit}]").ClickAsync();
        await operators.WaitForLoadStateAsync();
    }
}
