using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

/// <summary>The registered items as they were for a while; never altered, so that a page can show any day.</summary>
internal sealed class EntityPast
{
    public Guid EntityId { get; init; }
    public int Edition { get; init; }
    public DateTime From { get; init; }
    public DateTime To { get; init; }
    public required string Name { get; set; }
    public required string Address { get; init; }
    public EntityStatus Status { get; init; }
    public required string HeadName { get; init; }
    public required string ScopeText { get; init; }
    public long? CapitalFen { get; init; }

    /// <summary>Why it changed.</summary>
    public required string Reason { get; init; }

    /// <summary>The same state under the name it had then.</summary>
    public EntityPast Renamed(string name)
    {
        Name = name;
        return this;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<EntityPast>
    {
        public void Configure(EntityTypeBuilder<EntityPast> builder)
        {
            builder.ToTable("reg_entity_past");
            builder.HasKey(p => new { p.EntityId, p.Edition });
            builder.HasOne<Entity>().WithMany().HasForeignKey(p => p.EntityId);
        }
    }
}
