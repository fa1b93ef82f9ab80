using Microsoft.EntityFrameworkCore;

namespace Qishi.Platform.Data;

/// <summary>Brings the database to the program's schema.</summary>
public static class SchemaSetup
{
    public static async Task PrepareAsync(AppDb db, CancellationToken ct)
    {
        if (db.Database.GetMigrations().Any())
            await db.Database.MigrateAsync(ct);
        else
            await db.Database.EnsureCreatedAsync(ct);
    }
}
