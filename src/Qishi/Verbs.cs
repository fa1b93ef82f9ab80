using Microsoft.EntityFrameworkCore;
using Qishi.Departments;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi;

/// <summary>The program's verbs: without one it serves; with one it does that work and ends.</summary>
internal static class Verbs
{
    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : "serve";
        switch (verb)
        {
            case "serve":
                if (app.Configuration.GetValue("Demo", true))
                    await PrepareAsync(app, seed: true);
                app.StartDepartmentsBeside();
                await app.RunAsync();
                return 0;
            case "departments":
                return await DepartmentsBeside.RunAloneAsync(app.Configuration, app.Services.GetRequiredService<TimeProvider>());
            case "migrate":
                await PrepareAsync(app, seed: false);
                return 0;
            case "seed":
                await PrepareAsync(app, seed: true);
                return 0;
            case "verify-log":
                return await VerifyLogAsync(app);
            case "anchor":
                return await AnchorAsync(app);
            default:
                Console.Error.WriteLine($"未知命令：{verb}");
                return 2;
        }
    }

    /// <summary>Checks the whole event log; ends with 1 when a row is not as it was sealed.</summary>
    private static async Task<int> VerifyLogAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var verdict = await scope.ServiceProvider.GetRequiredService<LogCheck>().RunAsync(default);
        (verdict.Whole ? Console.Out : Console.Error).WriteLine(verdict.Sentence);
        return verdict.Whole ? 0 : 1;
    }

    /// <summary>Writes the head of the chain beside the database, to be copied to another place.</summary>
    private static async Task<int> AnchorAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var last = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SealRow>().OrderByDescending(s => s.No).FirstOrDefaultAsync();
        if (last is not null)
            await scope.ServiceProvider.GetRequiredService<LogHeads>().WriteAsync(last.No, last.Hash, default);
        Console.WriteLine(last is null ? "日志还没有封存记录" : $"已留存链头：第{last.No}号 {last.Hash}");
        return 0;
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
