using System.Net;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Acts;

public sealed class ApplicationTests
{
    private static (string, string)[] NewName(string? trade = null) => [("Items", "name"), ("DecidedOn", "2026-11-24"), ("Name.TradeName", trade ?? Given.TradeName()), ("Name.Industry", "米粉")];

    private static Task<Desk> DeskAsync(DatabaseKind kind) => Desk.OpenAsync(TestApp.Shared(kind));

    [Theory, OnEachDatabase]
    public async Task Change_OfTheName_AppliedOnline_ReissuesTheLicence_AndKeepsBeforeAndAfter(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var fresh = Given.TradeName();
        var number = await desk.AppliedAsync("change", made.Uscc, [], NewName(fresh));
        Assert.Equal(ApplicationState.Received, (await desk.ApplicationAsync(number)).State);
        await desk.GrantedAsync(number);
        var (a, e) = (await desk.ApplicationAsync(number), await desk.EntityAsync(made.Uscc));
        Assert.Equal(ApplicationState.Issued, a.State);
        Assert.Null(a.OpenKey);
        Assert.Equal($"望溪县{fresh}米粉店（个体工商户）", e.Name);
        using var client = desk.App.CreateClient();
        Assert.Contains("执照内容已变更", (await client.GetPageAsync(made.VerifyUrl)).Text(), StringComparison.Ordinal);
        var change = await desk.App.WithDbAsync(db => db.Set<EntityChange>().SingleAsync(c => c.Number == number && c.Item == "名称"));
        Assert.Equal((made.Name, e.Name), (change.Before, change.After));
        var papers = (await desk.App.AsAsync(null, s => s.GetRequiredService<IDocuments>().OfAsync(a.Subject, default))).Select(d => d.Title).ToList();
        Assert.Equal(["准予变更登记（备案）通知书", "变更登记、备案申请书", "接收申请材料凭证"], papers.Order(StringComparer.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Submit_OfASecondApplicationForOneEntity_GetsASentence(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var one = await desk.AppliedAsync("change", made.Uscc, [], NewName());
        var two = await desk.StartAsync("change", made.Uscc);
        await desk.FillAsync(two, null, [], NewName());
        var refused = (await desk.SubmitAsync(two))!.Value;
        Assert.Contains($"这户有一件登记正在办理（{one}）", refused.Problems[0].Sentence, StringComparison.Ordinal);
        await desk.GrantedAsync(one);
        Assert.True((await desk.SubmitAsync(two))!.Value.Ok);
    }

    [Theory, OnEachDatabase]
    public async Task Submit_OfTwoAtOnce_OneWins(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var numbers = new[] { await desk.StartAsync("change", made.Uscc), await desk.StartAsync("change", made.Uscc) };
        foreach (var number in numbers)
            await desk.FillAsync(number, null, [], NewName());
        var results = await Task.WhenAll(numbers.Select(n => desk.SubmitAsync(n)));
        Assert.Single(results, r => r!.Value.Ok);
        Assert.Contains("正在办理", results.Single(r => !r!.Value.Ok)!.Value.Problems[0].Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Approve_ByTwoAtOnce_OneWins_TheOtherIsToldWho_AndTheSameFormTwiceIsOneAct(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var number = await desk.AppliedAsync("change", made.Uscc, [], NewName());
        var key = Desk.FormKeyOf();
        var results = await Task.WhenAll(desk.ApproveAsync(number, desk.First, key), desk.ApproveAsync(number, desk.Second));
        var won = Assert.Single(results, r => r.Ok);
        Assert.Matches("这件已由.+办理，现在是“已出件”", results.Single(r => !r.Ok).Problems[0].Sentence);
        if (results[0].Ok)
            Assert.Equal(won.Value, (await desk.ApproveAsync(number, desk.First, key)).Value);
        Assert.Equal(2, await desk.App.WithDbAsync(db => db.Set<Licence>().CountAsync(l => l.EntityId == made.EntityId)));
    }

    [Theory, OnEachDatabase]
    public async Task Return_NamesAllDefectsOnce_StopsTheClock_AndANewSubmissionStartsANewOne(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var number = await desk.AppliedAsync("change", made.Uscc, [], NewName());
        Assert.Contains("请写明要补正的全部内容", (await desk.StepAsync(number, (h, f, k) => h.ReturnAsync(number, f, k, default), new())).Problems[0].Sentence, StringComparison.Ordinal);
        Assert.True((await desk.StepAsync(number, (h, f, k) => h.ReturnAsync(number, f, k, default), new() { Defects = "字号请改\n日期请改" })).Ok);
        var returned = await desk.ApplicationAsync(number);
        Assert.Equal((ApplicationState.Returned, (Guid?)null), (returned.State, returned.OpenKey));
        Assert.True((await desk.SubmitAsync(number))!.Value.Ok);
        var again = await desk.ApplicationAsync(number);
        Assert.Equal((ApplicationState.Received, 2), (again.State, again.SubmissionNo));
        Assert.True(again.ReceivedAt > returned.ReceivedAt);
        Assert.False((await desk.StepAsync(number, (h, f, k) => h.RefuseAsync(number, f, k, default), new() { Reason = "whim", Text = "不喜欢这个名称" })).Ok);
    }

    [Theory, OnEachDatabase]
    public async Task Refuse_TakesTwoPersons_WithReasonsAndRemedy(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var number = await desk.AppliedAsync("change", made.Uscc, [], NewName());
        Assert.True((await desk.StepAsync(number, (h, f, k) => h.RefuseAsync(number, f, k, default), new() { Reason = "unlawful", Text = "使用的名称违反规定" })).Ok);
        Assert.Equal("R-5.4", (await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.First)).Problems[0].Rule);
        Assert.True((await desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second)).Ok);
        Assert.Equal(ApplicationState.Refused, (await desk.ApplicationAsync(number)).State);
        var notice = await desk.App.WithDbAsync(db => db.Set<Qishi.Modules.Documents.Model.Document>().Where(d => d.Subject == RegistrationApplication.SubjectOf(number) && d.Title == "不予登记通知书").Select(d => d.Content).SingleAsync());
        Assert.Contains("60日内", notice, StringComparison.Ordinal);
        Assert.Contains("6个月内", notice, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Clerk_WhoFilledIt_DoesNotDecideIt_AndStrangersDoNotSeeIt(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var number = await desk.StartAsync("change", made.Uscc, desk.First);
        await desk.FillAsync(number, desk.First, [], NewName());
        Assert.True((await desk.SubmitAsync(number, desk.First))!.Value.Ok);
        Assert.Equal("R-14.12", (await desk.ApproveAsync(number, desk.First)).Problems[0].Rule);
        var stranger = await desk.App.ActorAsync("applicant2");
        Assert.Null(await desk.AsAsync(stranger, s => s.GetRequiredService<FillApplicationHandler>().FindAsync(number, default)));
        Assert.Null(await desk.AsAsync(stranger, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync("change", made.Uscc, Desk.FormKeyOf(), default)));
        Assert.True((await desk.ApproveAsync(number, desk.Second)).Ok);
    }

    [Theory, OnEachDatabase]
    public async Task Extend_OnlyOnce_ByTheHead_AddsStatutoryDays(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        var number = await desk.AppliedAsync("change", made.Uscc, [], NewName());
        var form = new DecideApplicationForm { Text = "须核实原登记档案" };
        Assert.Equal("not-permitted", (await desk.StepAsync(number, (h, f, k) => h.ExtendAsync(number, f, k, default), form, desk.First)).Problems[0].Code);
        Assert.True((await desk.StepAsync(number, (h, f, k) => h.ExtendAsync(number, f, k, default), form, desk.Second)).Ok);
        var a = await desk.ApplicationAsync(number);
        var days = await desk.App.AsAsync(null, s => s.GetRequiredService<Qishi.Platform.Rules.IRules>().WorkingDaysAsync());
        Assert.Equal(days.AddWorkingDays(ChinaTime.DayOf(a.AcceptedAt!.Value), 6).Date, a.ExtendedUntil);
        Assert.False((await desk.StepAsync(number, (h, f, k) => h.ExtendAsync(number, f, k, default), form, desk.Second)).Ok);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_LeadFromMyEntitiesToTheReview(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var made = await desk.EntityAsync();
        using var mine = await desk.App.SignedInAsync(Desk.Applicant);
        Assert.Contains(made.Uscc, (await mine.GetPageAsync("/my/entities")).Text(), StringComparison.Ordinal);
        var started = await mine.PostFormAsync($"/my/entities/{made.Uscc}/acts", new Dictionary<string, string?> { ["act"] = "change" });
        var url = started.Headers.Location!.OriginalString;
        var empty = await mine.PostFormAsync(url, new Dictionary<string, string?> { ["act"] = "submit" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("请选择要变更的事项", (await empty.PageAsync()).Errors());
        await mine.PostFormAsync(url, new Dictionary<string, string?> { ["Items"] = "phone", ["act"] = "save" });
        var page = await mine.GetPageAsync(url);
        Assert.NotNull(page.QuerySelector("input[name='Phone.Mobile']"));
        var sent = await mine.PostFormAsync(url, new Dictionary<string, string?> { ["Items"] = "phone", ["DecidedOn"] = "2026-11-24", ["Phone.Mobile"] = "13800000077", ["Committed"] = "true", ["act"] = "submit" });
        Assert.True(sent.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("；", (await sent.PageAsync()).Errors()));
        var number = url.Split('/')[^1];
        using var registrar = await desk.App.SignedInAsync("registrar1");
        var review = (await registrar.GetPageAsync("/desk/applications/" + number)).Text();
        Assert.Contains("138****0077", review, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000077", review, StringComparison.Ordinal);
        var approved = await registrar.PostFormAsync($"/desk/applications/{number}/approve", new Dictionary<string, string?> { ["Text"] = "同意" });
        Assert.True(approved.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("；", (await approved.PageAsync()).Errors()));
        Assert.Contains(number, (await registrar.GetPageAsync("/desk/applications?tab=done&q=" + number)).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Steps_InAnyOrder_NeverLeaveTheFlow(DatabaseKind kind)
    {
        var desk = await DeskAsync(kind);
        var plans = Gen.Int[0, 9].Array[4, 14];
        await plans.SampleAsync(async plan =>
        {
            var made = await desk.EntityAsync();
            var number = await desk.StartAsync("change", made.Uscc);
            await desk.FillAsync(number, null, [], NewName());
            var state = ApplicationState.Draft;
            foreach (var step in plan)
            {
                await StepAsync(desk, number, step);
                var a = await desk.ApplicationAsync(number);
                Assert.True(Reachable(state, a.State), $"{state} → {a.State} by step {step}");
                Assert.Equal(a.IsOpen, a.OpenKey is not null);
                Assert.True(a.Proposed is null || a.IsOpen);
                Assert.True(a.State is not (ApplicationState.Issued or ApplicationState.Archived) || a.AcceptedAt <= a.DecidedAt);
                state = a.State;
            }

            Assert.Equal(1, await desk.App.WithDbAsync(db => db.Set<Licence>().CountAsync(l => l.EntityId == made.EntityId && l.ReplacedAt == null)));
        }, iter: 8, threads: 1);
    }

    private static Task StepAsync(Desk desk, string number, int step) => step switch
    {
        0 or 1 => desk.SubmitAsync(number),
        2 => desk.AsAsync(desk.Owner, s => s.GetRequiredService<FillApplicationHandler>().WithdrawAsync(number, default)),
        3 => desk.ApproveAsync(number),
        4 => desk.StepAsync(number, (h, f, k) => h.ReturnAsync(number, f, k, default), new() { Defects = "请改" }),
        5 => desk.StepAsync(number, (h, f, k) => h.RefuseAsync(number, f, k, default), new() { Reason = "unlawful", Text = "违反法律规定" }),
        6 => desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, desk.Second),
        7 => desk.StepAsync(number, (h, f, k) => h.ExtendAsync(number, f, k, default), new() { Text = "情形复杂须核实" }, desk.Second),
        8 => desk.StepAsync(number, (h, f, k) => h.DeliverAsync(number, f, k, default), new() { Way = "Electronic" }),
        _ => desk.StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "send-back", Text = "再看" }, desk.Second),
    };

    /// <summary>In one act several moves may be folded together (accept and approve), each of them in the flow.</summary>
    private static bool Reachable(ApplicationState from, ApplicationState to)
    {
        var seen = new HashSet<ApplicationState> { from };
        var open = new Queue<ApplicationState>(seen);
        while (open.TryDequeue(out var state))
            foreach (var next in ApplicationFlow.Flow.From(state).Select(m => m.To).Where(seen.Add))
                open.Enqueue(next);
        return seen.Contains(to);
    }
}
