using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>A table belongs to one module, carries its prefix, and no key crosses modules; columns are portable between the two databases.</summary>
public sealed class TableOwnershipTests
{
    [Fact]
    public async Task Tables_OfTheProduct_BelongToTheirModules() =>
        Assert.Empty(Check(await Model(), ProductModules.Infos));

    [Fact]
    public void Tables_FindPlantedViolations()
    {
        using var db = new PlantedDb();
        var found = Check(db.Model, [new("PlantedShop", "店", "shp_")]);
        Assert.Contains(found, v => v.Contains("prefix", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("decimal", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(found, v => v.Contains("crosses", StringComparison.Ordinal));
    }

    private static Task<IModel> Model() => TestApp.Shared(DatabaseKind.Sqlite).WithDbAsync(db => Task.FromResult(db.Model));

    private static List<string> Check(IModel model, IReadOnlyList<ModuleInfo> modules)
    {
        var found = new List<string>();
        foreach (var entity in model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            var owner = Owner(entity.ClrType);
            var prefix = owner == "Platform" ? "plt_" : modules.FirstOrDefault(m => m.Name == owner)?.TablePrefix;
            var table = entity.GetTableName();
            if (prefix is not null && table is not null && !table.StartsWith(prefix, StringComparison.Ordinal))
                found.Add($"{entity.ClrType.FullName}: table {table} lacks the prefix {prefix}");
            found.AddRange(entity.GetForeignKeys()
                .Where(k => Owner(k.PrincipalEntityType.ClrType) != owner)
                .Select(k => $"{entity.ClrType.FullName}: a key crosses to {k.PrincipalEntityType.ClrType.FullName}"));
            found.AddRange(entity.GetProperties()
                .Where(p => owner is not null && (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) is var t && (t == typeof(decimal) || t == typeof(DateTimeOffset) || t == typeof(TimeSpan) || t == typeof(ulong)))
                .Select(p => $"{entity.ClrType.FullName}.{p.Name}: {p.ClrType.Name} differs between the databases"));
        }

        return found;
    }

    private static string? Owner(Type type) =>
        type.Namespace is not { } ns ? null
        : ns.StartsWith("Qishi.Platform", StringComparison.Ordinal) ? "Platform"
        : Rules.ModuleOf(ns);

    private sealed class PlantedDb : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Qishi.Modules.PlantedShop.Model.PlantedRow>().ToTable("wrong_row");
            modelBuilder.Entity<Qishi.Modules.PlantedGuest.Model.PlantedGuestRow>().ToTable("gst_row");
        }
    }
}
