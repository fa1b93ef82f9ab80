using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Exchange.Model;

/// <summary>What a person decided about an incoming message that could not be used. The message itself is the <see cref="Receipt"/>; without a row here it still waits.</summary>
internal sealed class SettledLetter
{
    public Guid ReceiptId { get; init; }
    public required string Note { get; init; }
    public Guid? SettledById { get; init; }
    public required string SettledBy { get; init; }
    public DateTime SettledAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SettledLetter>
    {
        public void Configure(EntityTypeBuilder<SettledLetter> builder)
        {
            builder.ToTable("exc_settled_letter");
            builder.HasKey(l => l.ReceiptId);
            builder.Property(l => l.ReceiptId).ValueGeneratedNever();
            builder.Property(l => l.Note).HasMaxLength(300);
        }
    }
}
