using Qishi.Kernel;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Platform.Data;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>Whatever step of submitting or approving breaks (a statement, the commit, the answer to the commit): everything or nothing, and once after another try.</summary>
public sealed class FaultTests
{
    private const int MostSteps = 200;

    [Theory, OnEachDatabase]
    public async Task Submit_BrokenAtAnyStep_IsWholeOrUntouched_AndOnceAfterAnotherTry(DatabaseKind kind)
    {
        using var app = Faults.NewApp(kind);
        var applicant = await app.ActorAsync("applicant1");
        var step = 1;
        for (; step < MostSteps; step++)
        {
            var caseNo = await Drafts.SignedAsync(app, applicant);
            var (fired, _) = await Faults.BreakAsync(step, () => SubmitAsync(caseNo));
            var after = await TracesAsync(caseNo);
            Assert.True(after == None || after == Whole, $"step {step}: {after}");
            var again = await SubmitAsync(caseNo);
            Assert.True(again is { Ok: true }, $"step {step}: {(again?.Problems is [var first, ..] ? first.Sentence : "")}");
            Assert.Equal(Whole, await TracesAsync(caseNo));
            if (!fired)
                break;
        }

        Assert.InRange(step, 10, MostSteps - 1);

        Task<Result<SubmitOutcome>?> SubmitAsync(string caseNo) =>
            OfficeCases.AsAsync<SubmitStartUpHandler, Result<SubmitOutcome>?>(app, applicant, h => h.HandleAsync(caseNo, true, default));

        Task<Traces> TracesAsync(string caseNo) => Traces.OfAsync(app, caseNo, "StartUp.StartUpSubmitted", "startup.submitted");
    }

    [Theory, OnEachDatabase]
    public async Task Approve_BrokenAtAnyStep_IsWholeOrUntouched_AndOnceAfterAnotherTry(DatabaseKind kind)
    {
        using var app = Faults.NewApp(kind);
        var registrar = await app.ActorAsync("registrar1");
        var step = 1;
        for (; step < MostSteps; step++)
        {
            var (caseNo, key) = (await OfficeCases.SubmittedAsync(app), OfficeCases.Key());
            var (fired, _) = await Faults.BreakAsync(step, () => ApproveAsync(caseNo, key));
            var after = await TracesAsync(caseNo);
            Assert.True(after == Waiting || after == Issued, $"step {step}: {after}");
            var again = await ApproveAsync(caseNo, key);
            Assert.True(again is { Ok: true }, $"step {step}: {(again?.Problems is [var first, ..] ? first.Sentence : "")}");
            Assert.Equal(Issued, await TracesAsync(caseNo));
            if (!fired)
                break;
        }

        Assert.InRange(step, 20, MostSteps - 1);

        Task<Result<string>?> ApproveAsync(string caseNo, string key) =>
            OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, registrar, h => h.HandleAsync(caseNo, new(), key, default));

        Task<Traces> TracesAsync(string caseNo) => Traces.OfAsync(app, caseNo, "StartUp.StartUpApproved", "startup.issued");
    }

    private static readonly Traces None = new(StartUpState.Draft, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    /// <summary>Three documents: application, notice of acceptance, commitment on permits.</summary>
    private static readonly Traces Whole = new(StartUpState.Received, 1, 1, 1, 3, 1, 0, 0, 0, 0);

    /// <summary>As <see cref="OfficeCases"/> leaves it: a submission, no item, nothing issued.</summary>
    private static readonly Traces Waiting = new(StartUpState.Received, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Traces Issued = new(StartUpState.Issued, 1, 1, 1, 3, 0, 1, 1, 1, 1);
}
