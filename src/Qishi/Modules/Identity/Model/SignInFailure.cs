using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Identity.Model;

/// <summary>A failed answer. Counted per typed account and source; typed accounts that do not exist count alike, so counting tells nothing.</summary>
internal sealed class SignInFailure
{
    public Guid Id { get; init; }
    public required string LoginKey { get; init; }
    public required string Source { get; init; }
    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SignInFailure>
    {
        public void Configure(EntityTypeBuilder<SignInFailure> builder)
        {
            builder.ToTable("idn_sign_in_failure");
            builder.Property(f => f.Id).ValueGeneratedNever();
            builder.HasIndex(f => new { f.LoginKey, f.Source, f.At });
            builder.HasIndex(f => new { f.Source, f.At });
        }
    }
}
