using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.AutoApproval;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Subscribers;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp.Office;

/// <summary>Automatic approval in the main job (rulebook A ): granted in the name of the registrar on duty, once; whatever fails stays on the desk.</summary>
public sealed class ApproveAutomaticallyTests
{
    private static Task HearAsync(TestApp app, string caseNo) => app.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await s.GetRequiredService<ApproveAutomaticallyWhenSubmitted>().HandleAsync(new StartUpSubmitted(caseNo, 1, "", [], DateTime.UtcNow), null!, default);
        await transaction.CommitAsync();
    });

    private static Task<AutoVerdictRow?> VerdictAsync(TestApp app, string caseNo) => app.WithDbAsync(db => db.Set<AutoVerdictRow>().AsNoTracking().OrderBy(v => v.At).FirstOrDefaultAsync(v => v.CaseNo == caseNo));

    [Theory, OnEachDatabase]
    public async Task R_8_6_Submitted_IsGrantedOnce_WhenAllPassAndSomebodyIsOnDuty(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        var registrar = await app.ActorAsync("registrar1");

        // Nobody on duty: it stays on the desk, and the page can say why.
        var waiting = await OfficeCases.SubmittedAsync(app);
        await HearAsync(app, waiting);
        Assert.Equal(StartUpState.Received, (await OfficeCases.ReadAsync(app, waiting)).State);
        Assert.Equal("今天没有值班登记人员", Assert.Single((await VerdictAsync(app, waiting))!.Read()).Detail);

        Assert.True((await app.AsAsync(registrar, s => s.GetRequiredService<TakeAutoDutyHandler>().HandleAsync(new() { Act = "take" }, default))).Ok);
        var caseNo = await OfficeCases.SubmittedAsync(app);
        await HearAsync(app, caseNo);
        var c = await OfficeCases.ReadAsync(app, caseNo);
        var verdict = await VerdictAsync(app, caseNo);
        Assert.True(verdict!.Approved, string.Join('\n', verdict.Read().Where(l => !l.Passed).Select(l => l.Title + l.Detail)));
        Assert.Equal((StartUpState.Issued, registrar.AccountId, registrar.Name, null), (c.State, c.DecidedBy, c.DecidedByName, c.ConfirmedBy));
        Assert.NotNull(c.Uscc);

        // The same event again, as after a crash: one entity.
        await HearAsync(app, caseNo);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Entity>().CountAsync(e => e.CaseNo == caseNo)));

        // A company goes to a person, and is not refused.
        var company = await OfficeCases.SubmittedAsync(app, OfficeCases.Company(2), EntityKind.Llc);
        await HearAsync(app, company);
        Assert.Equal(StartUpState.Received, (await OfficeCases.ReadAsync(app, company)).State);
        Assert.Contains((await VerdictAsync(app, company))!.Read(), l => l is { Title: "主体类型", Passed: false });

        // The registrar on duty helped to fill it in: somebody else decides.
        var helped = await OfficeCases.SubmittedAsync(app, clerk: registrar.AccountId, channel: Channel.Counter);
        await HearAsync(app, helped);
        Assert.Equal(StartUpState.Received, (await OfficeCases.ReadAsync(app, helped)).State);
    }
}
