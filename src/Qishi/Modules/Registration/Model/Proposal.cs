using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>What a proposal would do.</summary>
internal enum ProposedAct { Correct, Cancel }

/// <summary>A correction or cancellation that waits for a second person; what it would change is sealed, since it may hold a phone number.</summary>
internal sealed class Proposal : IVersioned
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }
    public ProposedAct Act { get; init; }
    [Encrypted] public required string Content { get; init; }
    public required string Reason { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public Guid? DecidedById { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public bool Approved { get; private set; }
    public int Version { get; set; }

    public void Decide(bool approved, Guid? by, string name, DateTime at) => (Approved, DecidedById, DecidedBy, DecidedAt) = (approved, by, name, at);

    internal sealed class Mapping : IEntityTypeConfiguration<Proposal>
    {
        public void Configure(EntityTypeBuilder<Proposal> builder)
        {
            builder.ToTable("reg_proposal");
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(p => p.EntityId);
            builder.HasIndex(p => new { p.Uscc, p.DecidedAt });
        }
    }
}
