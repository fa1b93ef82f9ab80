// ./dev migrate-add NAME: adds the migration to both streams, SQLite and PostgreSQL.
using System.Diagnostics;

if (args is not [var name])
{
    Console.Error.WriteLine("Usage: ./dev migrate-add NAME");
    return 2;
}

Run("dotnet", "tool restore");
Run("dotnet", $"ef migrations add {name} --project src/Qishi --context SqliteAppDb --output-dir Migrations/Sqlite");
Run("dotnet", $"ef migrations add {name} --project src/Qishi --context PostgresAppDb --output-dir Migrations/Postgres --no-build");
return 0;

static void Run(string file, string arguments)
{
    using var process = Process.Start(file, arguments);
    process.WaitForExit();
    if (process.ExitCode != 0)
        Environment.Exit(process.ExitCode);
}
