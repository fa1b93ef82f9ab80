using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi;

/// <summary>The program's verbs: without one it serves; with one it does that work and ends.</summary>
internal static class Verbs
{
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        var verb = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "serve";
        switch (verb)
        {
            case "serve":
                if (app.Configuration.GetValue("Demo", true))
                    await PrepareAsync(app, seed: true);
                await app.RunAsync();
                return 0;
            case "migrate":
                await PrepareAsync(app, seed: false);
                return 0;
            case "seed":
                await PrepareAsync(app, seed: true);
                return 0;
            default:
                Console.Error.WriteLine($"未知命令：{verb}");
                return 2;
        }
    }

    /// <summary>Brings the schema up to date and, where asked, fills reference and demo data through the modules' own seeds.</summary>
    internal static async Task PrepareAsync(WebApplication app, bool seed)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await SchemaSetup.PrepareAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), default);
        if (!seed)
            return;
        await using (var platformScope = app.Services.CreateAsyncScope())
            await RuleSeed.RunAsync(new SeedContext(platformScope.ServiceProvider, app.Configuration.GetValue("Demo", true), Path.Combine(AppContext.BaseDirectory, "SeedData")), default);
        foreach (var module in app.Services.GetRequiredService<ModuleList>())
        {
            await using var seedScope = app.Services.CreateAsyncScope();
            await module.SeedAsync(new SeedContext(seedScope.ServiceProvider, app.Configuration.GetValue("Demo", true), Path.Combine(AppContext.BaseDirectory, "SeedData")), default);
        }
    }
}

public partial class Program;
