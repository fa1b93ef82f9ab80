using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Data;

public sealed class KeysTests
{
    [Fact]
    public void Load_ProductionWithoutKeys_RefusesToStart()
    {
        var folder = Directory.CreateTempSubdirectory("qishi-test-").FullName;
        var error = Assert.Throws<InvalidOperationException>(() => KeyRing.Load(With(new() { ["Demo"] = "false", ["DataFolder"] = folder })));
        Assert.Contains("Keys:Seal", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Load_DemoTwice_UsesTheSameKeys()
    {
        var settings = With(new() { ["DataFolder"] = Directory.CreateTempSubdirectory("qishi-test-").FullName });
        var text = KeyRing.Load(settings).Seal("450000199001011234", "test");
        Assert.Equal("450000199001011234", KeyRing.Load(settings).Open(text, "test"));
        Assert.ThrowsAny<Exception>(() => KeyRing.Load(settings).Open(text, "other"));
    }

    [Theory]
    [InlineData("10.0.6", false)]
    [InlineData("10.0.7+abc", true)]
    [InlineData("10.0.12+95017c7", true)]
    [InlineData("10.0.0-rc.1", false)]
    public void RefuseOld_VersionsWithTheForgedCookieHole_AreRefused(string version, bool fine) =>
        Assert.Equal(fine, Record.Exception(() => DataProtectionKeys.RefuseOld(version)) is null);

    [Theory, OnEachDatabase]
    public async Task DataProtection_KeysAreInTheDatabaseAndSealed(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var text = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("x");
        Assert.Equal("x", app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(text));
        var stored = await app.WithDbAsync(db => db.Database.SqlQueryRaw<string>("select xml as \"Value\" from plt_data_protection_key").ToListAsync());
        Assert.NotEmpty(stored);
        Assert.All(stored, xml => Assert.DoesNotContain("<", xml, StringComparison.Ordinal));
    }

    private static IConfiguration With(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
