using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Registration.Model;

/// <summary>
/// A code segment as delivered by the national code centre: subject codes are taken from it in order and never invented.
/// </summary>
internal sealed class CodeSegment
{
    /// <summary>First four characters of its subject codes.</summary>
    public required string Prefix { get; init; }

    /// <summary>Organisation category of department 9: 1 enterprise, 2 sole trader.</summary>
    public required string Category { get; init; }

    /// <summary>Next body (8 characters) not handed out yet.</summary>
    public required string NextBody { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CodeSegment>
    {
        public void Configure(EntityTypeBuilder<CodeSegment> builder)
        {
            builder.ToTable("reg_segment");
            builder.HasKey(s => s.Prefix);
        }
    }
}

/// <summary>A whole credit code ready to be given. Claiming it deletes the row in the transaction that writes the entity, so a rollback gives it back.</summary>
internal sealed class ReadyCode
{
    public required string Code { get; init; }
    public required string Prefix { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReadyCode>
    {
        public void Configure(EntityTypeBuilder<ReadyCode> builder)
        {
            builder.ToTable("reg_code");
            builder.HasKey(c => c.Code);
            builder.HasIndex(c => new { c.Prefix, c.Code });
        }
    }
}
