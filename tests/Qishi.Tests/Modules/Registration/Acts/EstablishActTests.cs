using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration.Acts;

/// <summary>设立登记 through the one flow: draft at the counter, all problems at once, two persons where the kind asks for them, code and licence.</summary>
public sealed class EstablishActTests
{
    private static readonly string[] Papers = ["APPLICATION", "IDENTITY", "ADDRESS", "ARTICLES", "APPOINTMENT", "AGREEMENT", "MANDATE", "MINUTES", "MEMBERS", "PARENT", "INVESTMENT_REPORT"];

    private static async Task<string> FilledAsync(Desk desk, Qishi.Platform.Auth.Actor clerk, EntityDraft draft)
    {
        var started = await desk.AsAsync(clerk, s => s.GetRequiredService<StartApplicationHandler>().HandleAsync("establish", null, Guid.NewGuid().ToString("N"), default));
        var number = started!.Value.Value;
        var typed = EstablishFormTests.AnswersOf(draft).SelectMany(a => a.Value.Split(',').Select(v => (a.Key, v))).ToArray();
        // The form unfolds with what was answered: kind, number of persons, who holds a part.
        for (var pass = 0; pass < 3; pass++)
            await desk.FillAsync(number, clerk, Papers, typed);
        return number;
    }

    [Theory, OnEachDatabase]
    public async Task EachKindTheCountyRegisters_GoesFromDraftToLicence(DatabaseKind database)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(database));
        var clerk = await desk.App.ActorAsync("guide1");
        foreach (var kind in new[] { EntityKind.SoleProp, EntityKind.PartnershipLimited, EntityKind.Coop, EntityKind.NonCompanyLegal, EntityKind.Branch })
        {
            var number = await FilledAsync(desk, clerk, Given.Of(kind));
            var submitted = await desk.SubmitAsync(number, clerk);
            Assert.True(submitted!.Value.Ok, kind + string.Join("；", submitted.Value.Problems.Select(p => $"{p.Field}:{p.Sentence}")));
            await desk.GrantedAsync(number);
            var application = await desk.ApplicationAsync(number);
            var entity = await desk.App.WithDbAsync(db => db.Set<Entity>().SingleAsync(e => e.CaseNo == number));
            Assert.Equal((kind, entity.Id, entity.Uscc), (entity.Kind, application.EntityId!.Value, application.Uscc));
            var documents = await desk.App.AsAsync(null, s => s.GetRequiredService<IDocuments>().OfAsync(application.Subject, default));
            Assert.Contains(documents, d => d.Kind == DocumentKinds.LicenceOriginal);
            Assert.Contains(documents, d => d.Kind == DocumentKinds.LicenceDuplicate);
        }
    }

    [Theory, OnEachDatabase]
    public async Task T_1_5_Jsc_IsNotSubmittedAtTheCounty_AndThePageSaysWhere(DatabaseKind database)
    {
        var desk = await Desk.OpenAsync(TestApp.Shared(database));
        var clerk = await desk.App.ActorAsync("guide1");
        var number = await FilledAsync(desk, clerk, Given.Of(EntityKind.Jsc));
        var refused = await desk.SubmitAsync(number, clerk);
        Assert.Contains(refused!.Value.Problems, p => p is { Code: "jurisdiction-jsc", Rule: "R-1.40", Field: "Kind" });
    }
}
