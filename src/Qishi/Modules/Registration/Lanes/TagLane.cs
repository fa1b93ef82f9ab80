using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Lanes;

/// <summary>A tag of the green channel with the evidence seen .</summary>
internal sealed class LaneTag
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Lane { get; init; }

    /// <summary>What was seen: kind and number of the paper.</summary>
    [Encrypted] public required string Evidence { get; init; }
    public required string By { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LaneTag>
    {
        public void Configure(EntityTypeBuilder<LaneTag> builder)
        {
            builder.ToTable("reg_lane_tag");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.HasIndex(t => new { t.Number, t.Lane }).IsUnique();
        }
    }
}

internal sealed record ApplicationTagged(string Number, string Lane) : IEvent
{
    public string Subject => RegistrationApplication.SubjectOf(Number);
}

public sealed class TagLaneForm
{
    public string? Lane { get; set; }
    public string? Evidence { get; set; }
}

/// <summary>Lanes that may be given: special groups by the county's parameter, major projects, online economy.</summary>
internal static class LaneRules
{
    private static readonly (string Code, string Word)[] Groups =
    [
        ("ELDERLY", "老年人"), ("DISABLED", "残疾人"), ("PREGNANT", "孕妇"), ("VETERAN", "退役军人"), ("GRADUATE", "毕业2年内的大学生"), ("RETURNEE", "返乡创业人员"), ("LIFTED_FROM_POVERTY", "脱贫人口"),
    ];

    public static IReadOnlyList<(string Code, string Word)> Of(Ground ground)
    {
        var groups = ground.Rules.Texts("green.groups", ground.On);
        return [.. Groups.Where(g => groups.Contains(g.Code)).Select(g => (g.Code, "绿色通道：" + g.Word)), ("MAJOR_PROJECT", "重大项目"), ("NETWORK_ECONOMY", "网络经济集中办理")];
    }
}

/// <summary>Gives an application the green channel. Without evidence there is no priority (T-14.4); conditions and papers stay the same .</summary>
internal sealed class TagLaneHandler(AppDb db, ApplicationFiles files, IWorklist worklist, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<ApplicationFile?> FindAsync(string number, CancellationToken ct) => files.FindAsync(db.Set<RegistrationApplication>(), number, ct);

    public async Task<Result<string>?> HandleAsync(string number, TagLaneForm form, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } file)
            return null;
        var (a, lanes) = (file.Application, LaneRules.Of(file.Case.Ground));
        List<Problem> problems = [];
        if (!a.IsOpen && !a.MayEdit)
            problems.Add(StepRules.AlreadyDecided(a));
        var lane = lanes.FirstOrDefault(l => l.Code == form.Lane, (Code: "", Word: ""));
        if (lane.Code.Length == 0)
            problems.Add(new("lane", "请选择通道", nameof(form.Lane), "R-14.21"));
        if (NormalisedText.Text(form.Evidence).Length is < 2 or > 200)
            problems.Add(new("evidence", "请写明核对了什么证明，没有证明的不能优先", nameof(form.Evidence), "R-14.21"));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        if (await db.Set<LaneTag>().AnyAsync(t => t.Number == number && t.Lane == lane.Code, ct))
            return "这件已经标记过这个通道";
        db.Add(new LaneTag { Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = number, Lane = lane.Code, Evidence = NormalisedText.Text(form.Evidence), By = actor.NameOnRecord, At = clock.UtcNow() });
        a.Lanes = string.Join(',', a.Lanes.Split(',', StringSplitOptions.RemoveEmptyEntries).Union([lane.Word]));
        if (a.IsOpen && a.Proposed is null)
            await worklist.OpenAsync(FillApplicationHandler.Item(file, "审查", await rules.WorkingDaysAsync(ct)), ct);
        log.Record(actor, "ApplicationTagging", null, new ApplicationTagged(number, lane.Code));
        await db.SaveChangesAsync(ct);
        return $"已标记“{lane.Word}”，优先办理";
    }
}
