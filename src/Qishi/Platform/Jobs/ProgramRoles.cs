namespace Qishi.Platform.Jobs;

/// <summary>What this copy of the program does: <c>--roles web,jobs,exchange</c>; all when nothing is said. Every copy answers pages and health checks.</summary>
public sealed record ProgramRoles(bool Web, bool Jobs, bool Exchange)
{
    public static ProgramRoles From(IConfiguration configuration)
    {
        if (configuration["Roles"] is not { Length: > 0 } text)
            return new(true, true, true);
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Except(["web", "jobs", "exchange"]).FirstOrDefault() is { } unknown
            ? throw new InvalidOperationException($"--roles: '{unknown}' is none of web, jobs, exchange.")
            : new(words.Contains("web"), words.Contains("jobs"), words.Contains("exchange"));
    }
}
