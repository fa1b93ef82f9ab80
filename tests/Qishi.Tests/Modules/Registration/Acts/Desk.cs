using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Acts;

/// <summary>Short ways through an application: the applicant 梁小河, two registrars, their supervisor.</summary>
internal sealed class Desk(TestApp app, Actor applicant, Actor first, Actor second)
{
    public const string Applicant = "applicant1", ApplicantId = "451521199605180126";

    public TestApp App => app;
    public Actor First => first;
    public Actor Second => second;
    public Actor Owner => applicant;

    public static async Task<Desk> OpenAsync(TestApp app)
    {
        var supervisor = await app.ActorAsync("supervisor1");
        return new(app, await app.ActorAsync(Applicant), await app.ActorAsync("registrar1"), supervisor);
    }

    /// <summary>A sole trader or a company whose head is the applicant.</summary>
    public Task<EstablishedEntity> EntityAsync(EntityDraft? draft = null, DateTime? at = null)
    {
        draft ??= Given.SoleTrader();
        PersonDraft[] people = [draft.People[0] with { Name = "梁小河", IdNumber = ApplicantId }, .. draft.People.Skip(1)];
        return Given.EstablishedAsync(app, draft with { People = people }, at);
    }

    public Task<T> AsAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work) => app.AsAsync(actor, work);

    public async Task<string> StartAsync(string act, string uscc, Actor? actor = null)
    {
        var result = await AsAsync(actor ?? applicant, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync(act, uscc, FormKeyOf(), default));
        Assert.True(result is { Ok: true }, result is null ? "not found" : string.Join("；", result.Value.Problems.Select(p => p.Sentence)));
        return result!.Value.Value;
    }

    /// <summary>Fills the fields; papers are ticked as seen, which only a clerk's form can do.</summary>
    public async Task FillAsync(string number, Actor? actor, IEnumerable<string> papers, params (string Name, string Value)[] fields)
    {
        var form = FilledForm.Of(fields) with { Seen = [.. papers] };
        var saved = await AsAsync(actor ?? applicant, s => s.GetRequiredService<FillApplicationHandler>().SaveAsync(number, form, default));
        Assert.True(saved is { Ok: true }, saved is null ? "not found" : string.Join("；", saved.Value.Problems.Select(p => p.Sentence)));
    }

    public Task<Result<string>?> SubmitAsync(string number, Actor? actor = null) =>
        AsAsync(actor ?? applicant, s => s.GetRequiredService<FillApplicationHandler>().SubmitAsync(number, true, default));

    /// <summary>Draft, fields, submission in one; fails the test when refused.</summary>
    public async Task<string> AppliedAsync(string act, string uscc, IEnumerable<string> papers, params (string Name, string Value)[] fields)
    {
        var number = await StartAsync(act, uscc);
        await FillAsync(number, null, papers, fields);
        var submitted = await SubmitAsync(number);
        Assert.True(submitted!.Value.Ok, string.Join("；", submitted.Value.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
        return number;
    }

    public async Task<Result<string>> StepAsync(string number, Func<DecideApplicationHandler, DecideApplicationForm, string, Task<Result<string>?>> step, DecideApplicationForm? form = null, Actor? actor = null, string? key = null) =>
        (await AsAsync(actor ?? first, s => step(s.GetRequiredService<DecideApplicationHandler>(), form ?? new() { Text = "符合法定形式" }, key ?? FormKeyOf())))!.Value;

    public Task<Result<string>> ApproveAsync(string number, Actor? actor = null, string? key = null) => StepAsync(number, (h, f, k) => h.ApproveAsync(number, f, k, default), null, actor, key);

    /// <summary>Granted by one or by two, whatever the type asks for.</summary>
    public async Task GrantedAsync(string number)
    {
        var approved = await ApproveAsync(number);
        Assert.True(approved.Ok, string.Join("；", approved.Problems.Select(p => p.Sentence)));
        if ((await ApplicationAsync(number)).Proposed is null)
            return;
        var confirmed = await StepAsync(number, (h, f, k) => h.ConfirmAsync(number, f, k, default), new() { Verdict = "agree" }, second);
        Assert.True(confirmed.Ok, string.Join("；", confirmed.Problems.Select(p => p.Sentence)));
    }

    public Task<RegistrationApplication> ApplicationAsync(string number) => app.WithDbAsync(db => db.Set<RegistrationApplication>().AsNoTracking().SingleAsync(a => a.Number == number));

    public Task<Entity> EntityAsync(string uscc) => app.WithDbAsync(db => db.Set<Entity>().AsNoTracking().SingleAsync(e => e.Uscc == uscc));

    public Task<ApplicationFile?> FileAsync(string number) => app.AsAsync(null, s => s.GetRequiredService<ApplicationFiles>().FindAsync(s.GetRequiredService<AppDb>().Set<RegistrationApplication>(), number, default));

    public static string FormKeyOf() => Guid.NewGuid().ToString("N");
}
