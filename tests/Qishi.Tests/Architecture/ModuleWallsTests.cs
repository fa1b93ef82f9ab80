using Mono.Cecil;
using Qishi.Platform;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>The rules hold for the product; and each is seen to find its planted violation, so an empty test cannot pass for a green one.</summary>
public sealed class ModuleWallsTests
{
    private static readonly AssemblyDefinition Product = Il.Read(typeof(Program).Assembly);
    private static readonly AssemblyDefinition Planted = Il.Read(typeof(ModuleWallsTests).Assembly);

    private static readonly ModuleInfo[] PlantedModules = [new("PlantedShop", "店", "shp_"), new("PlantedGuest", "客", "gst_")];

    private static IReadOnlyList<ModuleInfo> Modules { get; } = ProductModules.Infos;

    [Fact]
    public void Walls_OfTheProduct_AreWhole() => Assert.Empty(Rules.Walls(Product, Modules));

    [Fact]
    public void Walls_FindPlantedTrespass()
    {
        var found = Rules.Walls(Planted, PlantedModules);
        Assert.Contains(found, v => v.Contains("Intruder", StringComparison.Ordinal) && v.Contains("Shelf", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("Undeclared", StringComparison.Ordinal) && v.Contains("does not declare", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("PlatformKnowsAModule", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("LeakyContract", StringComparison.Ordinal) && v.Contains("kernel only", StringComparison.Ordinal));
    }

    [Fact]
    public void Walls_DeclaredContracts_AreAllowed()
    {
        ModuleInfo[] declared = [new("PlantedShop", "店", "shp_"), new("PlantedGuest", "客", "gst_", "PlantedShop")];
        Assert.DoesNotContain(Rules.Walls(Planted, declared), v => v.Contains("Undeclared", StringComparison.Ordinal));
    }

    [Fact]
    public void Uses_OfTheProduct_AreAllNeeded() => Assert.Empty(Rules.IdleUses(Product, Modules));

    [Fact]
    public void Uses_FindIdleEntry() =>
        Assert.Contains(Rules.IdleUses(Planted, [new("PlantedShop", "店", "shp_", "Nobody")]), v => v.Contains("Nobody", StringComparison.Ordinal));

    [Fact]
    public void Uses_OfTheProduct_HaveNoCircle() => Assert.Empty(Rules.Circles(Modules));

    [Fact]
    public void Uses_FindCircle() => Assert.NotEmpty(Rules.Circles([new("A", "甲", "a_", "B"), new("B", "乙", "b_", "A")]));

    [Fact]
    public void RawSql_OnlyInPlatformData() => Assert.Empty(Rules.RawSql(Product));

    [Fact]
    public void RawSql_FindsPlanted() => Assert.Contains(Rules.RawSql(Planted), v => v.Contains("SqlWriter", StringComparison.Ordinal));

    [Fact]
    public void Time_OnlyFromTimeProvider() => Assert.Empty(Rules.ClockReads(Product));

    [Fact]
    public void Time_FindsPlanted() => Assert.Contains(Rules.ClockReads(Planted), v => v.Contains("ClockReader", StringComparison.Ordinal));

    [Fact]
    public void Unsafe_NothingInTheProduct() => Assert.Empty(Rules.Unsafe(Product));

    [Fact]
    public void Unsafe_FindsPlanted() => Assert.Contains(Rules.Unsafe(Planted), v => v.Contains("WeakDigest", StringComparison.Ordinal));

    [Fact]
    public void Names_SaySomething() => Assert.Empty(Rules.Names(Product));

    [Fact]
    public void Names_FindPlanted() => Assert.Contains(Rules.Names(Planted), v => v.Contains("ShelfManager", StringComparison.Ordinal));

    [Fact]
    public void Handlers_LiveInTheFolderOfTheirUseCase() => Assert.Empty(Rules.HandlersOutOfPlace(Product));

    [Fact]
    public void Kernel_UsesTheBaseLibraryAndBouncyCastleOnly()
    {
        var references = typeof(Qishi.Kernel.Problem).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.Empty(references.Where(n => !n.StartsWith("System", StringComparison.Ordinal) && n is not ("BouncyCastle.Cryptography" or "netstandard" or "mscorlib")));
    }
}
