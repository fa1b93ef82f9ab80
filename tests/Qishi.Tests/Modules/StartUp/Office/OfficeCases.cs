using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;
using Qishi.Tests.Modules.Registration;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.StartUp.Office;

/// <summary>Cases in the hands of the office, put there as a submission leaves them.</summary>
internal static class OfficeCases
{
    private static int counter = Random.Shared.Next(1, 400_000);

    public static string Key() => Guid.NewGuid().ToString("N");

    /// <summary>Answers of a snack shop that passes every rule.</summary>
    public static Answers SnackShop(Action<Answers>? change = null)
    {
        var a = new Answers();
        foreach (var (field, value) in new Dictionary<string, string>
        {
            ["People"] = "1",
            ["P1.Name"] = "梁小河",
            ["P1.IdNumber"] = Given.Id(),
            ["P1.Mobile"] = Mobile(),
            ["P1.HomeAddress"] = "望溪县清河镇兴隆社区1号",
            ["Composition"] = "Personal",
            ["TradeName"] = Given.TradeName(),
            ["Industry"] = "米粉",
            ["NameForm"] = "店",
            ["Village"] = "451521101001",
            ["Town"] = "451521101",
            ["Detail"] = $"兴隆街{Interlocked.Increment(ref counter)}号",
            ["Area"] = "48",
            ["Proof"] = "Lease",
            ["ScopeItems"] = "H001,F029",
            ["PermitCommitment"] = "1",
            ["Employees"] = "2",
            ["Liaison"] = "1",
            ["Collect"] = "HALL",
            ["Matters"] = "SEAL",
            ["SealSet"] = "LEGALREP",
        })
            a.Put(field, value, 1, "测试", DateTime.UtcNow);
        change?.Invoke(a);
        Verify(a);
        return a;
    }

    /// <summary>Answers of a company with so many shareholders.</summary>
    public static Answers Company(int shareholders, Action<Answers>? change = null)
    {
        var a = SnackShop();
        foreach (var field in new[] { "Composition", "P1.HomeAddress" })
            a.Values.Remove(field);
        Set(a, "NameForm", "有限公司");
        Set(a, "Industry", "食品");
        Set(a, "ScopeItems", "F029");
        Set(a, "Capital", (shareholders * 10).ToString(CultureInfo.InvariantCulture));
        // The supervisor may be neither director nor manager.
        Set(a, "People", string.Join(',', Enumerable.Range(1, shareholders + 1)));
        for (var p = 1; p <= shareholders + 1; p++)
        {
            Set(a, $"P{p}.Name", "股东" + "甲乙丙丁戊己庚辛壬癸"[p - 1]);
            Set(a, $"P{p}.IdNumber", Given.Id());
            Set(a, $"P{p}.Mobile", Mobile());
            Set(a, $"P{p}.Roles", p == 1 ? "Shareholder,LegalRepresentative,Director,Manager" : p == shareholders + 1 ? "Supervisor" : "Shareholder");
            if (p > shareholders)
                continue;
            Set(a, $"P{p}.Amount", "10");
            Set(a, $"P{p}.Contribution", "Money");
            Set(a, $"P{p}.DueOn", $"{DateTime.UtcNow.Year + 2}-01-01");
        }

        change?.Invoke(a);
        Verify(a);
        return a;
    }

    public static void Set(Answers a, string field, string value) => a.Put(field, value, 1, "测试", DateTime.UtcNow);

    /// <summary>A submitted case; gives its number.</summary>
    public static Task<string> SubmittedAsync(
        TestApp app, Answers? answers = null, EntityKind kind = EntityKind.Individual, Guid? clerk = null, Channel channel = Channel.Online, Action<StartUpCase>? change = null, DateTime? at = null) =>
        app.AsAsync(null, async s =>
        {
            var (db, days, clock, a) = (s.GetRequiredService<AppDb>(), await s.GetRequiredService<IRules>().WorkingDaysAsync(), s.GetRequiredService<TimeProvider>(), answers ?? SnackShop());
            var now = at ?? clock.UtcNow();
            var due = CaseClock.Starting(now, 1, days);
            var c = new StartUpCase
            {
                Id = Guid.CreateVersion7(),
                CaseNo = $"KB{now:yyyyMMdd}{Interlocked.Increment(ref counter):D6}",
                Kind = kind,
                Channel = channel,
                Form = a.Write(),
                ApplicantName = a["P1.Name"],
                Mobile = a["P1.Mobile"],
                MobileKey = MobileKeys.Of(db, a["P1.Mobile"]),
                OperatorKey = PersonKeys.Of(db, a["P1.IdNumber"]),
                EntityName = "望溪县" + a["TradeName"] + a["Industry"] + a["NameForm"],
                AreaCode = a["Village"],
                CreatedAt = now,
                SavedAt = now,
                SubmissionNo = 1,
                FirstSubmittedAt = now,
                SubmittedAt = now,
                ReceivedAt = now,
                DueAt = due.DueUtc,
                DueProvisional = due.Provisional,
                ClerkId = clerk,
                ClerkName = clerk is null ? null : "测试帮办",
                Matters = [.. Matter.All.Select(m => new StartUpMatter { Matter = m.Code, Selected = m.Code == Matter.Establishment || a.Many("Matters").Contains(m.Code), Status = m.Code == Matter.Establishment || a.Many("Matters").Contains(m.Code) ? MatterStatus.Pending : MatterStatus.NotRequired })],
            };
            c.Move(StartUpFlow.Submit);
            c.Move(StartUpFlow.Receive);
            change?.Invoke(c);
            db.Add(c);
            db.Add(new Submission { Id = Guid.CreateVersion7(), CaseId = c.Id, No = 1, Form = a.Write(), Digest = a.Digest(), At = now });
            await db.SaveChangesAsync();
            return c.CaseNo;
        });

    /// <summary>The applicant corrects and submits again.</summary>
    public static Task ResubmittedAsync(TestApp app, string caseNo, Action<Answers>? change) => app.AsAsync(null, async s =>
    {
        var (db, clock) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<TimeProvider>());
        var c = await db.Set<StartUpCase>().SingleAsync(x => x.CaseNo == caseNo);
        var a = c.ReadAnswers();
        change?.Invoke(a);
        Verify(a);
        c.Form = a.Write();
        c.SubmissionNo++;
        c.Move(StartUpFlow.Submit);
        c.Move(StartUpFlow.Receive);
        (c.SubmittedAt, c.ReceivedAt) = (clock.UtcNow(), clock.UtcNow());
        db.Add(new Submission { Id = Guid.CreateVersion7(), CaseId = c.Id, No = c.SubmissionNo, Form = a.Write(), Digest = a.Digest(), At = clock.UtcNow() });
        await db.SaveChangesAsync();
    });

    public static Task<StartUpCase> ReadAsync(TestApp app, string caseNo) => app.WithDbAsync(db => db.Set<StartUpCase>().AsNoTracking().Include(c => c.Matters).SingleAsync(c => c.CaseNo == caseNo));

    /// <summary>Runs a handler as a person.</summary>
    public static Task<T> AsAsync<THandler, T>(TestApp app, Actor actor, Func<THandler, Task<T>> act) where THandler : notnull => app.AsAsync(actor, s => act(s.GetRequiredService<THandler>()));

    private static void Verify(Answers a)
    {
        foreach (var p in a.People)
            Set(a, $"P{p}.Verified", EntityDraftMaker.VerifiedMark(a, p));
    }

    private static string Mobile() => $"1380000{Interlocked.Increment(ref counter) % 10_000:D4}";
}
