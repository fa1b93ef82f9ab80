using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;

namespace Qishi.Platform.Data;

/// <summary>Keys of cookies and form tokens, in the database, so that all copies of the program share them; sealed under the field key.</summary>
internal sealed class DataProtectionKeys(IServiceScopeFactory scopes, TimeProvider clock) : IXmlRepository
{
    /// <summary>Versions before this one let anyone forge sign-in cookies (CVE-2026-40372).</summary>
    internal static readonly Version Oldest = new(10, 0, 7);

    public static void AddTo(IServiceCollection services)
    {
        RefuseOld(typeof(KeyManagementOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        services.AddDataProtection().SetApplicationName("qishi");
        services.AddSingleton<DataProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<DataProtectionKeys>((o, keys) => o.XmlRepository = keys);
    }

    internal static void RefuseOld(string version)
    {
        if (Version.Parse(version.Split('+', '-')[0]) < Oldest)
            throw new InvalidOperationException($"运行时自带的 Data Protection 是 {version}，有已公布的漏洞（CVE-2026-40372）。请把 .NET 运行时升级到 {Oldest} 或更高，并更换密钥。");
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<AppDb>().Set<DataProtectionKeyRow>().AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(new DataProtectionKeyRow { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), At = clock.UtcNow() });
        db.SaveChanges();
    }
}

public sealed class DataProtectionKeyRow
{
    public Guid Id { get; init; }
    public required string Name { get; init; }

    [Encrypted]
    public required string Xml { get; init; }

    public DateTime At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DataProtectionKeyRow>
    {
        public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder)
        {
            builder.ToTable("plt_data_protection_key");
            builder.Property(k => k.Id).ValueGeneratedNever();
        }
    }
}
