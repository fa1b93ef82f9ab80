using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Premises;

/// <summary>The look at a place after registration: the promise of the commitment path kept honest .</summary>
internal sealed class PremisesCheck : IVersioned
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    public required string Address { get; init; }

    /// <summary>Address of the entity when the check was opened; a later change of address answers a false one.</summary>
    public required string AddressKey { get; init; }

    public string? Station { get; init; }
    public int Points { get; init; }

    /// <summary>Reasons, one a line.</summary>
    public required string Reasons { get; init; }

    public DateTime OpenedAt { get; init; }
    public DateOnly DueOn { get; init; }
    public bool DueProvisional { get; init; }

    /// <summary>The applicant only promised that the owners concerned agree: the station asks them .</summary>
    public bool AsksConsent { get; init; }

    /// <summary>A further place under one licence, not the registered one.</summary>
    public bool Extra { get; init; }

    public PremisesCheckState State { get; private set; }
    public DateOnly? VisitedOn { get; private set; }

    /// <summary>What was seen; may name people, so it is sealed.</summary>
    [Encrypted]
    public string? Finding { get; private set; }

    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>False: the day by which the address must be corrected.</summary>
    public DateOnly? CorrectBy { get; private set; }

    public int Version { get; set; }

    public void Decide(PremisesCheckState state, DateOnly visitedOn, string finding, DateOnly? correctBy, string by, DateTime at)
    {
        Become(PremisesCheckState.Open, state);
        (VisitedOn, Finding, CorrectBy, DecidedBy, DecidedAt) = (visitedOn, finding, correctBy, by, at);
    }

    /// <summary>The place is not the entity's any more: what was found about it is settled, and what was not looked at yet need not be.</summary>
    public void Leave() => Become(State, State == PremisesCheckState.Open ? PremisesCheckState.Dropped : PremisesCheckState.Corrected);

    /// <summary>Nobody is there any more because the entity ended: nobody looks. What was found before stays as it is.</summary>
    public void Drop() => Become(PremisesCheckState.Open, PremisesCheckState.Dropped);

    private void Become(PremisesCheckState from, PremisesCheckState to)
    {
        if (State != from || !PremisesCheckFlow.Flow.From(State).Any(m => m.To == to))
            throw new InvalidOperationException($"Premises check {Id}: {State} → {to} is not in the flow.");
        State = to;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PremisesCheck>
    {
        public void Configure(EntityTypeBuilder<PremisesCheck> builder)
        {
            builder.ToTable("reg_premises_check");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Uscc).HasMaxLength(18);
            builder.Property(c => c.Station).HasMaxLength(20);
            builder.HasIndex(c => c.Uscc);
            builder.HasIndex(c => new { c.State, c.Station, c.DueOn });
        }
    }
}

/// <summary>待核查; 属实; 不实; 无法联系; 已更正; 未经业主同意; 不用核查.</summary>
internal enum PremisesCheckState { Open, Confirmed, False, LostContact, Corrected, Unagreed, Dropped }

internal static class PremisesCheckFlow
{
    public static Flow<PremisesCheckState> Flow { get; } = Kernel.Flow.Flow.Of<PremisesCheckState>(
        "住所（经营场所）核查",
        [
            new(PremisesCheckState.Open, "待核查", "登记后会上门核查", Tone.B, ClockEffect.Run),
            new(PremisesCheckState.Confirmed, "属实", "已核查", Tone.G, ClockEffect.Stop, Final: true),
            new(PremisesCheckState.False, "不实", "地址不实，须更正", Tone.R, ClockEffect.Run),
            new(PremisesCheckState.LostContact, "无法联系", "登记的地址联系不上", Tone.R, ClockEffect.Run),
            new(PremisesCheckState.Unagreed, "未经业主同意", "用住宅经营没有取得业主同意，须改正", Tone.R, ClockEffect.Run),
            new(PremisesCheckState.Corrected, "已更正", "已更正", Tone.G, ClockEffect.Stop, Final: true),
            new(PremisesCheckState.Dropped, "不用核查", "地址已变更或者主体已退出，不用核查", Tone.L, ClockEffect.Stop, Final: true),
        ],
        [
            new("confirm", "认定属实", [PremisesCheckState.Open], PremisesCheckState.Confirmed, [Roles.StationInspector]),
            new("find-false", "认定不实", [PremisesCheckState.Open], PremisesCheckState.False, [Roles.StationInspector], "须写明看到的情况"),
            new("find-nobody", "记为无法联系", [PremisesCheckState.Open], PremisesCheckState.LostContact, [Roles.StationInspector], "须写明看到的情况"),
            new("find-unagreed", "记为未经业主同意", [PremisesCheckState.Open], PremisesCheckState.Unagreed, [Roles.StationInspector], "须写明问了谁"),
            new("settle", "更正住所", [PremisesCheckState.False, PremisesCheckState.LostContact, PremisesCheckState.Unagreed], PremisesCheckState.Corrected),
            new("drop", "不用核查", [PremisesCheckState.Open], PremisesCheckState.Dropped),
        ]);

    public static string Word(PremisesCheckState state) => Flow[state].Word;
}
