using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>Where a declared name stands .</summary>
internal enum NameState { Draft, Checked, Confirmed, Reserved, Used, Expired, Cancelled }

/// <summary>A name somebody declared (名称自主申报), and its reservation. Whoever declared it is an account; the row holds no other personal data.</summary>
internal sealed class NameReservation : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid? AccountId { get; init; }

    /// <summary>Machine client that declared it; null for persons.</summary>
    public string? Client { get; init; }
    public required string City { get; init; }
    public EntityKind Kind { get; init; }
    public required string Division { get; init; }
    public required string TradeName { get; init; }
    public required string Industry { get; init; }
    public required string Form { get; init; }

    /// <summary>The establishment needs an approval, or the scope has items approved before registration: kept for a year .</summary>
    public bool NeedsApproval { get; init; }
    public NameState State { get; private set; } = NameState.Draft;
    public NameResult? Result { get; private set; }

    /// <summary>What the last check found, as JSON of <see cref="NameVerdict"/>.</summary>
    public string? Found { get; private set; }
    public DateTime DeclaredAt { get; init; }

    /// <summary>The applicant took the risk of a similar name on .</summary>
    public DateTime? RiskConfirmedAt { get; private set; }
    public DateOnly? ReservedOn { get; private set; }

    /// <summary>Last day; the name is free at its 24:00.</summary>
    public DateOnly? ExpiresOn { get; private set; }
    public string? UsedBy { get; private set; }

    /// <summary>Why the applicant asks the supervisor to lift the block (investment relation or authorisation, R-3.8).</summary>
    public string? LiftReason { get; private set; }
    public DateTime? LiftAskedAt { get; private set; }
    public DateTime? LiftDecidedAt { get; private set; }
    public bool Lifted { get; private set; }
    public string? LiftedBy { get; private set; }
    public string? LiftOpinion { get; private set; }
    public int Version { get; set; }

    public NameParts Parts => new(Division, TradeName, Industry, Form);
    public string Full => Division + TradeName + Industry + Form;
    public string Subject => "name:" + Number;

    public static Flow<NameState> Flow { get; } = Kernel.Flow.Flow.Of<NameState>(
        "名称自主申报",
        [
            new(NameState.Draft, "草稿", "草稿", Tone.N), new(NameState.Checked, "已检查", "已检查，还没保留", Tone.B), new(NameState.Confirmed, "已确认", "已确认", Tone.B),
            new(NameState.Reserved, "已保留", "名称已保留", Tone.G), new(NameState.Used, "已使用", "已用于登记", Tone.G, Final: true),
            new(NameState.Expired, "已到期", "保留期已过，名称已释放", Tone.L, Final: true), new(NameState.Cancelled, "已放弃", "已放弃", Tone.L, Final: true),
        ],
        [
            new("check", "检查", [NameState.Draft, NameState.Checked], NameState.Checked, [Roles.Applicant, Roles.MachineClient]),
            new("confirm", "确认", [NameState.Checked], NameState.Confirmed, [Roles.Applicant, Roles.MachineClient], "没有被拦住的问题；相近的已确认风险；被拦住的经名称主管附证明文件解除"),
            new("reserve", "保留", [NameState.Confirmed], NameState.Reserved, [Roles.Applicant, Roles.MachineClient]),
            new("use", "用于登记", [NameState.Reserved], NameState.Used),
            new("expire", "到期释放", [NameState.Reserved], NameState.Expired),
            new("cancel", "放弃", [NameState.Draft, NameState.Checked, NameState.Confirmed, NameState.Reserved], NameState.Cancelled, [Roles.Applicant, Roles.MachineClient]),
        ]);

    /// <summary>MC, the day and six random digits: not to be guessed by counting.</summary>
    public static string NewNumber(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"MC{day:yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):000000}");

    public Result<NameState> Move(string move)
    {
        var moved = Flow.Move(State, move);
        if (moved.Ok)
            State = moved.Value;
        return moved;
    }

    public void Saw(NameResult result, string found) => (Result, Found) = (result, found);

    public void ConfirmRisk(DateTime at) => RiskConfirmedAt = at;

    public void Keep(DateOnly on, DateOnly last) => (ReservedOn, ExpiresOn) = (on, last);

    public void UseFor(string uscc) => UsedBy = uscc;

    public void AskToLift(string reason, DateTime at) => (LiftReason, LiftAskedAt, LiftDecidedAt, LiftOpinion) = (reason, at, null, null);

    public void DecideLift(bool lifted, string by, string opinion, DateTime at) => (Lifted, LiftedBy, LiftOpinion, LiftDecidedAt) = (lifted, by, opinion, at);

    internal sealed class Mapping : IEntityTypeConfiguration<NameReservation>
    {
        public void Configure(EntityTypeBuilder<NameReservation> builder)
        {
            builder.ToTable("reg_name_reservation");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Ignore(r => r.Parts).Ignore(r => r.Full).Ignore(r => r.Subject);
            builder.HasIndex(r => r.Number).IsUnique();
            builder.HasIndex(r => new { r.AccountId, r.DeclaredAt });
            builder.HasIndex(r => new { r.State, r.ExpiresOn });
        }
    }
}
