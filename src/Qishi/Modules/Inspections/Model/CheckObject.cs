using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Model;

/// <summary>Official credit risk class (企业信用风险分类): comes from the province, staff cannot edit it. None is drawn as B (rulings, Risk classes).</summary>
internal enum CreditClass { A, B, C, D, None }

/// <summary>An object of checks (检查对象名录库): a market entity as the register has it, or a product, project, behaviour entered by a department.</summary>
internal sealed class CheckObject : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>Credit code, or the department's own code.</summary>
    public required string Code { get; init; }

    public ObjectKind Kind { get; set; }
    public required string Name { get; set; }
    public required string Address { get; set; }

    /// <summary>Station in charge.</summary>
    public string? Station { get; set; }

    /// <summary>GB/T 4754 class with its section.</summary>
    public required string MainClass { get; set; }

    /// <summary>Tags, |-separated with one at both ends.</summary>
    public required string Tags { get; set; }

    /// <summary>Status as registered, in Chinese.</summary>
    public required string Status { get; set; }

    /// <summary>In the pools of draws: on the register and doing business.</summary>
    public bool Drawable { get; set; }

    public CreditClass Credit { get; set; } = CreditClass.None;
    public DateOnly? CreditOn { get; set; }
    public DateOnly? LastCheckOn { get; set; }

    /// <summary>REGISTRY, DEPT_IMPORT or MANUAL.</summary>
    public required string Source { get; init; }

    public DateTime SyncedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CheckObject>
    {
        public void Configure(EntityTypeBuilder<CheckObject> builder)
        {
            builder.ToTable("ins_object");
            builder.Property(o => o.Id).ValueGeneratedNever();
            builder.Property(o => o.Code).HasMaxLength(40);
            builder.HasIndex(o => o.Code).IsUnique();
            builder.HasIndex(o => new { o.Drawable, o.Station });
            builder.HasIndex(o => o.Name);
        }
    }
}

/// <summary>Which objects get a tag: by a permit their scope items need, by an industry class, by a scope item.</summary>
internal sealed class TagRule
{
    public Guid Id { get; init; }
    public required string Tag { get; init; }

    /// <summary>permit, class or item.</summary>
    public required string By { get; init; }

    public required string Value { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TagRule>
    {
        public void Configure(EntityTypeBuilder<TagRule> builder)
        {
            builder.ToTable("ins_tag_rule");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.Tag, r.By, r.Value }).IsUnique();
        }
    }
}
