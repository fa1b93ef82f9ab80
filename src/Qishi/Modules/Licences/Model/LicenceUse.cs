using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Licences.Model;

/// <summary>出示, 被核验, 下载.</summary>
internal enum LicenceUseKind { Shown, Checked, Downloaded }

/// <summary>One use of an electronic licence; the holder sees all of them. Never changed.</summary>
internal sealed class LicenceUse
{
    public Guid Id { get; init; }
    public required string Uscc { get; init; }
    public int No { get; init; }
    public LicenceUseKind Kind { get; init; }

    /// <summary>Code of <see cref="LicenceMatters"/>, or what the checker said.</summary>
    public required string Purpose { get; init; }

    /// <summary>Who, as the log may show it: 本人, 被授权人, 访客, a machine client's name.</summary>
    public required string By { get; init; }

    public Guid? AccountId { get; init; }

    /// <summary>Grant it was used under.</summary>
    public Guid? GrantId { get; init; }

    public DateTime At { get; init; }

    /// <summary>Until when the shown code counts.</summary>
    public DateTime? ExpiresAt { get; init; }

    public string? Nonce { get; init; }

    /// <summary>What a check found.</summary>
    public string? Result { get; init; }

    public static string Word(LicenceUseKind kind) => kind switch { LicenceUseKind.Shown => "出示二维码", LicenceUseKind.Checked => "被核验", _ => "下载" };

    internal sealed class Mapping : IEntityTypeConfiguration<LicenceUse>
    {
        public void Configure(EntityTypeBuilder<LicenceUse> builder)
        {
            builder.ToTable("lic_use");
            builder.Property(u => u.Id).ValueGeneratedNever();
            builder.Property(u => u.Uscc).HasMaxLength(18);
            builder.HasIndex(u => new { u.Uscc, u.At });
        }
    }
}
