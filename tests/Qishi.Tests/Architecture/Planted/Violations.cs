// Violations planted on purpose: each architecture rule must find the one meant for it.
#pragma warning disable CA5350, CA5351, CA1812, CA1852

using Microsoft.EntityFrameworkCore;

namespace Qishi.Modules.PlantedShop.Model
{
    internal sealed class Shelf;
}

namespace Qishi.Modules.PlantedShop.Contracts
{
    public sealed record ShelfFilled(int Number);

    internal sealed class LeakyContract
    {
        public Qishi.Modules.PlantedShop.Model.Shelf? Shelf { get; set; }
    }
}

namespace Qishi.Modules.PlantedGuest
{
    /// <summary>Reaches into another module's model, from an async method's state machine.</summary>
    internal sealed class Intruder
    {
        public static async Task<string> LookAsync()
        {
            await Task.Yield();
            return new Qishi.Modules.PlantedShop.Model.Shelf().ToString()!;
        }
    }

    /// <summary>Uses Contracts of a module it did not declare.</summary>
    internal sealed class Undeclared
    {
        public Qishi.Modules.PlantedShop.Contracts.ShelfFilled? Seen { get; set; }
    }

    internal sealed class ShelfManager;

    internal sealed class ClockReader
    {
        public DateTime Now => DateTime.UtcNow;
    }

    internal sealed class SqlWriter
    {
        public static Task<int> WriteAsync(DbContext db) => db.Database.ExecuteSqlRawAsync("delete from x");
    }

    internal sealed class WeakDigest
    {
        public static byte[] Digest(byte[] data) => System.Security.Cryptography.MD5.HashData(data);
    }
}

namespace Qishi.Platform.Planted
{
    internal sealed class PlatformKnowsAModule
    {
        public Qishi.Modules.PlantedShop.Contracts.ShelfFilled? Seen { get; set; }
    }
}
