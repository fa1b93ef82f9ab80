using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Documents.Model;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.StartUp.CheckAndSign;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.SubmitStartUp;
using Qishi.Modules.Worklist.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Messaging;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.StartUp;

/// <summary>What submitting and approving leave in all the modules, counted: each must be there once or not at all.</summary>
internal sealed record Traces(StartUpState State, int Submissions, int Events, int Messages, int Documents, int Items, int Entities, int Licences, int HandOvers, int Subsidies)
{
    public static Task<Traces> OfAsync(TestApp app, string caseNo, string eventType, string topic) => app.WithDbAsync(async db =>
    {
        var (subject, c) = (StartUpCase.SubjectOf(caseNo), await db.Set<StartUpCase>().AsNoTracking().SingleAsync(x => x.CaseNo == caseNo));
        var key = SubmitStartUpHandler.ReviewKey(caseNo);
        // Notices of permits to departments follow by subscription, later: they are not of this transaction.
        var matters = Matter.All.Select(m => m.Code).ToArray();
        return new Traces(
            c.State, await db.Set<Submission>().CountAsync(s => s.CaseId == c.Id), await db.Set<EventRow>().CountAsync(e => e.Subject == subject && e.Type == eventType),
            await db.Set<MessageRow>().CountAsync(m => m.Subject == subject && m.Topic == topic), await db.Set<Document>().CountAsync(d => d.Subject == subject),
            await db.Set<WorkItem>().CountAsync(i => i.OpenKey == key), await db.Set<Entity>().CountAsync(e => e.CaseNo == caseNo),
            await db.Set<Licence>().CountAsync(l => db.Set<Entity>().Any(e => e.Id == l.EntityId && e.CaseNo == caseNo)), await db.Set<HandOver>().CountAsync(h => h.CaseNo == caseNo && matters.Contains(h.Matter)), await db.Set<SubsidyEntry>().CountAsync(s => s.CaseNo == caseNo));
    });
}

/// <summary>Drafts that are complete and signed, put there as the pages leave them.</summary>
internal static class Drafts
{
    private static int counter = Random.Shared.Next(400_000, 800_000);

    public static Task<string> SignedAsync(TestApp app, Actor applicant) => app.AsAsync(applicant, async s =>
    {
        var (db, now) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>().UtcNow());
        var a = OfficeCases.SnackShop(x =>
        {
            OfficeCases.Set(x, "Proof", "Commitment");
            OfficeCases.Set(x, "AddressCommitment", "1");
        });
        foreach (var topic in Topic.All)
            a.Visited.Add(topic.Code);
        var c = new StartUpCase
        {
            Id = Guid.CreateVersion7(),
            CaseNo = $"KB{ChinaTime.DayOf(now):yyyyMMdd}{Interlocked.Increment(ref counter):D6}",
            Kind = EntityKind.Individual,
            AccountId = applicant.AccountId,
            Form = a.Write(),
            ApplicantName = a["P1.Name"],
            Mobile = a["P1.Mobile"],
            MobileKey = MobileKeys.Of(db, a["P1.Mobile"]),
            EntityName = "望溪县" + a["TradeName"] + a["Industry"] + a["NameForm"],
            AreaCode = a["Village"],
            CreatedAt = now,
            SavedAt = now,
            Matters = [.. Matter.All.Select(m => new StartUpMatter { Matter = m.Code, Selected = m.Code is Matter.Establishment or Matter.Seal })],
        };
        db.Add(c);
        var x = await s.GetRequiredService<FormReview>().ContextAsync(c, a, default);
        db.Add(new Signature { Id = Guid.NewGuid(), CaseId = c.Id, Person = 1, Name = a["P1.Name"], Digest = Signers.DigestOf(a, x), Way = SignatureWay.Screen, At = now });
        await db.SaveChangesAsync();
        return c.CaseNo;
    });
}
