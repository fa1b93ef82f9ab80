using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Licences.Model;

/// <summary>证照管理员, 办事人员 .</summary>
internal enum GrantRole { Manager, Clerk }

/// <summary>Somebody may use an entity's electronic licence: who, for what, until when.</summary>
internal sealed class LicenceGrant : IVersioned
{
    public const string IdPurpose = "licences.grantee";

    public Guid Id { get; init; }
    public required string Uscc { get; init; }

    [Encrypted]
    public required string Name { get; init; }

    [Encrypted]
    public required string IdNumber { get; init; }

    /// <summary>Keyed digest of the number: a signed-in person finds own grants by it.</summary>
    public required string IdKey { get; init; }

    public GrantRole Role { get; init; }

    /// <summary>Codes of <see cref="LicenceMatters"/>, separated by commas.</summary>
    public required string Matters { get; init; }

    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public DateTime GivenAt { get; init; }

    /// <summary>The manager's own grant when a manager gave it; it ends with that one.</summary>
    public Guid? GivenUnder { get; init; }

    public DateTime? RevokedAt { get; private set; }
    public int Version { get; set; }

    public IEnumerable<string> MatterList => Matters.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool Holds(DateOnly on) => RevokedAt is null && From <= on && on <= To;

    public bool Covers(string matter) => MatterList.Contains(matter);

    public void Revoke(DateTime at) => RevokedAt ??= at;

    internal sealed class Mapping : IEntityTypeConfiguration<LicenceGrant>
    {
        public void Configure(EntityTypeBuilder<LicenceGrant> builder)
        {
            builder.ToTable("lic_grant");
            builder.Property(g => g.Id).ValueGeneratedNever();
            builder.Ignore(g => g.MatterList);
            builder.Property(g => g.Uscc).HasMaxLength(18);
            builder.HasIndex(g => new { g.Uscc, g.GivenAt });
            builder.HasIndex(g => g.IdKey);
        }
    }
}

/// <summary>What a licence is used for .</summary>
internal static class LicenceMatters
{
    /// <summary>Putting a seal on a file.</summary>
    public const string Seal = "SEAL";

    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["SHOW"] = "出示亮照、表明身份",
        ["REGISTER"] = "办理登记、备案",
        ["REPORT"] = "报送年报、信息公示",
        ["TAX"] = "办税",
        ["BANK"] = "银行开户、对账",
        ["BID"] = "投标、采购、签订合同",
        [Seal] = "使用电子印章签章",
    };

    public static string Word(string code) => Words.GetValueOrDefault(code, code);
}
