using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Who operated a sole trader from when to when: date, name and archive stay, the person changes.</summary>
internal sealed class OperatorHistory
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }
    public required string Name { get; init; }
    [Encrypted] public required string IdNumber { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public required string Number { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OperatorHistory>
    {
        public void Configure(EntityTypeBuilder<OperatorHistory> builder)
        {
            builder.ToTable("reg_operator_history");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(o => o.EntityId);
            builder.HasIndex(o => new { o.EntityId, o.From });
        }
    }
}
