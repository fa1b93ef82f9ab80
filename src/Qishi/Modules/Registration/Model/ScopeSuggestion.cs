using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>Where a suggestion stands.</summary>
internal enum SuggestionState { Open, Answered, Adopted, Rejected }

/// <summary>A scope item somebody misses in the catalogue: free text is never registered, it becomes a suggestion with an answer.</summary>
internal sealed class ScopeSuggestion : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid? AccountId { get; init; }
    public required string Words { get; init; }
    public required string Description { get; init; }
    public DateTime MadeAt { get; init; }
    public SuggestionState State { get; private set; } = SuggestionState.Open;

    /// <summary>The item that serves, or was added.</summary>
    public string? ItemCode { get; private set; }
    public string? Answer { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public int Version { get; set; }

    public static Flow<SuggestionState> Flow { get; } = Kernel.Flow.Flow.Of<SuggestionState>(
        "经营范围新增建议",
        [
            new(SuggestionState.Open, "待答复", "正在研究", Tone.B), new(SuggestionState.Answered, "已有可用表述", null, Tone.G, Final: true),
            new(SuggestionState.Adopted, "已采纳，新增表述", null, Tone.G, Final: true), new(SuggestionState.Rejected, "不采纳", null, Tone.L, Final: true),
        ],
        [
            new("answer", "用已有的表述", [SuggestionState.Open], SuggestionState.Answered, [Roles.Registrar, Roles.RegistrationSupervisor]),
            new("adopt", "采纳，已新增", [SuggestionState.Open], SuggestionState.Adopted, [Roles.RegistrationSupervisor, Roles.Registrar]),
            new("reject", "不采纳", [SuggestionState.Open], SuggestionState.Rejected, [Roles.Registrar, Roles.RegistrationSupervisor]),
        ]);

    public static string NewNumber(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"JY{day:yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):000000}");

    public Result<SuggestionState> Decide(string move, string? item, string answer, string by, DateTime at)
    {
        var moved = Flow.Move(State, move);
        if (moved.Ok)
            (State, ItemCode, Answer, DecidedBy, DecidedAt) = (moved.Value, item, answer, by, at);
        return moved;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ScopeSuggestion>
    {
        public void Configure(EntityTypeBuilder<ScopeSuggestion> builder)
        {
            builder.ToTable("reg_scope_suggestion");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => s.Number).IsUnique();
            builder.HasIndex(s => new { s.State, s.MadeAt });
            builder.HasIndex(s => s.AccountId);
        }
    }
}
