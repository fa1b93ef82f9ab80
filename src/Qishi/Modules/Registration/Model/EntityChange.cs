using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Acts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Model;

/// <summary>One item of an entity before and after an act; registered items are published as 变更信息. Holds names and what the law publishes, no numbers of persons.</summary>
internal sealed class EntityChange
{
    public Guid Id { get; init; }
    public Guid EntityId { get; init; }

    /// <summary>Application it came with.</summary>
    public required string Number { get; init; }
    public int Place { get; init; }
    public required string Item { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }
    public bool Registered { get; init; }
    public DateTime At { get; init; }

    public static IEnumerable<EntityChange> Of(Guid entity, string number, IReadOnlyList<ChangeLine> lines, DateTime at) => lines.Select((l, i) => new EntityChange
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(at)),
        EntityId = entity,
        Number = number,
        Place = i,
        Item = l.Item,
        Before = l.Before,
        After = l.After,
        Registered = l.Registered,
        At = at,
    });

    public static async Task<IReadOnlyList<ChangeLine>> OfAsync(AppDb db, string number, CancellationToken ct) =>
        await db.Set<EntityChange>().AsNoTracking().Where(c => c.Number == number).OrderBy(c => c.Place).Select(c => new ChangeLine(c.Item, c.Before, c.After, c.Registered, false)).ToListAsync(ct);

    internal sealed class Mapping : IEntityTypeConfiguration<EntityChange>
    {
        public void Configure(EntityTypeBuilder<EntityChange> builder)
        {
            builder.ToTable("reg_entity_change");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(c => c.EntityId);
            builder.HasIndex(c => new { c.EntityId, c.At });
            builder.HasIndex(c => c.Number);
        }
    }
}
