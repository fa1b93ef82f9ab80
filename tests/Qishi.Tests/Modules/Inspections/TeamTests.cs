using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel.Assignment;
using Qishi.Modules.Inspections.AssignInspectors;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>Pools of inspectors and merged stations against the database; each test has a department of its own.</summary>
public sealed class TeamTests
{
    private static readonly DateOnly Start = new(2026, 11, 2), Due = new(2026, 11, 30);

    [Theory, OnEachDatabase]
    public async Task T1_5_OneCertifiedAndOneAssistant_IsNoTeam_NorIsACertificateThatEndsBeforeTheDueDate(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var (two, three, four) = (NewDepartment(), NewDepartment(), NewDepartment());
        await AddAsync(app, Person(two, true), Person(two, false, duty: InspectorDuty.AssistExpert));
        await AddAsync(app, Person(three, true), Person(three, false, until: Due.AddDays(-1)));
        await AddAsync(app, Person(four, true), Person(four, false, until: Due));
        Assert.Single((await AssignAsync(app, two, 1, 1)).Result.Unassigned);
        Assert.Single((await AssignAsync(app, three, 1, 1)).Result.Unassigned);
        // Valid on the last day counts (rulings, Teams).
        Assert.Empty((await AssignAsync(app, four, 1, 1)).Result.Unassigned);
    }

    [Theory, OnEachDatabase]
    public async Task H3_H4_WhoHasAConflict_OrIsAway_DoesNotCome(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var department = NewDepartment();
        InspectorRecord[] people = [Person(department, true), Person(department, true), Person(department, true), Person(department, true)];
        await AddAsync(app, people);
        await app.WithDbAsync(async db =>
        {
            db.Add(new ConflictDeclaration { Id = Guid.NewGuid(), AccountId = people[0].AccountId, ObjectCode = department + "0", Relation = "SPOUSE", From = new(2026, 1, 1), Evidence = "申报", DeclaredAt = DateTime.UnixEpoch });
            db.Add(new InspectorAbsence { Id = Guid.NewGuid(), AccountId = people[1].AccountId, From = Start, To = Due, Kind = "LEAVE" });
            return await db.SaveChangesAsync();
        });
        var (team, result) = await AssignAsync(app, department, 1, 1);
        Assert.Empty(result.Unassigned);
        Assert.Equal(new[] { people[2].AccountId, people[3].AccountId }.Order(), result.Teams[0].Select(n => team.Inspectors[n].AccountId).Order());
    }

    [Theory, OnEachDatabase]
    public async Task T1_7_HundredObjects_TenInspectors_EvenForEverySeed_AndAnotherEachTime(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var department = NewDepartment();
        await AddAsync(app, [.. Enumerable.Range(0, 10).Select(_ => Person(department, true))]);
        var teams = new HashSet<string>();
        for (byte seed = 1; seed <= 3; seed++)
        {
            var (team, result) = await AssignAsync(app, department, 100, seed);
            Assert.Empty(result.Unassigned);
            Assert.All(result.Loads, halfPoints => Assert.InRange(halfPoints / 2.0, 18, 22));
            Assert.True((double)result.Loads.Max() / result.Loads.Min() <= 1.25);
            Assert.True(result.IsOptimal);
            Assert.Empty(Assigner.Broken(team.Problem, result.Teams));
            teams.Add(string.Join(';', result.Teams.Select(t => string.Join(',', t.Order()))));
        }

        Assert.Equal(3, teams.Count);
    }

    [Theory, OnEachDatabase]
    public async Task T1_6_CodeOfAMergedStation_MeansTheNewOne_PoolIsTheUnion(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var key = NewDepartment();
        await app.WithDbAsync(async db =>
        {
            db.AddRange(Merge(key + "A", key + "C"), Merge(key + "B", key + "C"));
            db.AddRange(Code(key, "01", key + "A"), Code(key, "02", key + "B"));
            return await db.SaveChangesAsync();
        });
        await app.AsAsync(null, async s =>
        {
            var map = s.GetRequiredService<StationMap>();
            await map.ReadAsync(new(2023, 5, 10), default);
            Assert.Equal((key + "C", key + "C"), (map.OfCode(key, "01", new(2023, 5, 10)), map.OfCode(key, "02", new(2023, 5, 10))));
            // Postings at either predecessor count for the new station; before the merge they did not.
            Assert.Equal(map.Of(key + "A", new(2023, 5, 10)), map.Of(key + "B", new(2023, 5, 10)));
            Assert.Equal(key + "A", map.OfCode(key, "01", new(2021, 12, 31)));
            Assert.Null(map.OfCode(key, "99", new(2023, 5, 10)));
        });
    }

    private static UnitMerge Merge(string old, string fresh) => new() { Id = Guid.NewGuid(), OldUnit = old, NewUnit = fresh, EffectiveOn = new(2022, 1, 1), ProposedBy = "测试", ConfirmedBy = "测试", ConfirmedAt = DateTime.UnixEpoch };

    private static LegacyCode Code(string upstream, string code, string unit) => new() { Id = Guid.NewGuid(), Upstream = upstream, Code = code, Unit = unit, From = new(2019, 1, 1), To = new(2021, 12, 31) };

    private static string NewDepartment() => "T" + Guid.NewGuid().ToString("N")[..8];

    private static InspectorRecord Person(string department, bool lead, InspectorDuty duty = InspectorDuty.Enforcer, DateOnly? until = null) => new()
    {
        AccountId = Guid.NewGuid(),
        StaffNo = Guid.NewGuid().ToString("N")[..12],
        Name = "测试",
        Department = department,
        CertNo = "T",
        CertFrom = new(2020, 1, 1),
        CertTo = until ?? new(2030, 1, 1),
        Cert = CertificateState.Valid,
        Duty = duty,
        CanLead = lead,
        Specialities = "",
        Capacity = 120,
    };

    private static Task AddAsync(TestApp app, params InspectorRecord[] people) => app.WithDbAsync(async db =>
    {
        db.AddRange(people);
        return await db.SaveChangesAsync();
    });

    private static Task<(TeamProblem Team, AssignmentResult Result)> AssignAsync(TestApp app, string department, int objects, byte seed) => app.AsAsync(null, async s =>
    {
        var task = new InspectionTask
        {
            Id = Guid.NewGuid(),
            No = department,
            Name = department,
            Initiator = department,
            Members = Words.Joined([department]),
            Items = "",
            Scope = new(),
            Match = MatchMode.CountyPool,
            StartOn = Start,
            DueOn = Due,
            HalfPoints = 2,
            ProposedBy = "测试",
        };
        var visits = Enumerable.Range(0, objects).Select(n => new Visit { Id = Guid.NewGuid(), TaskId = task.Id, No = $"{department}-{n}", Place = n, ObjectCode = department + n, ObjectName = "测试", Address = "测试", DueOn = Due, HalfPoints = 2 }).ToList();
        await s.GetRequiredService<StationMap>().ReadAsync(Start, default);
        var team = await s.GetRequiredService<TeamPools>().BuildAsync(task, department, visits, default);
        return (team, Assigner.Assign(team.Problem, [.. Enumerable.Repeat(seed, 32)]));
    });
}
