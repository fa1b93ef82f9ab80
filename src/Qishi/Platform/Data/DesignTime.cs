using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Qishi.Platform.Data;

/// <summary>For the migration tool only: builds the model without a running program, keys or a database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteAppDb>();
        DataSetup.UseSqlite(builder, "Data Source=:memory:");
        return new SqliteAppDb(builder.Options);
    }
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresAppDb>
{
    public PostgresAppDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresAppDb>();
        DataSetup.UsePostgres(builder, "Host=localhost");
        return new PostgresAppDb(builder.Options);
    }
}
