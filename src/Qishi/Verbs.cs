using Microsoft.EntityFrameworkCore;
using Qishi.Departments;
using Qishi.Modules.Registration.Import;
using Qishi.Platform;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Ops;
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
                return await ServeAsync(app);
            case "departments":
                return await DepartmentsBeside.RunAloneAsync(app.Configuration, app.Services.GetRequiredService<TimeProvider>());
            case "migrate":
                await PrepareAsync(app, seed: false);
                Console.WriteLine("数据库结构已是最新");
                return 0;
            case "seed":
                await PrepareAsync(app, seed: true);
                Console.WriteLine("数据库结构和基础数据已是最新");
                return app.Configuration["size"] is { } size ? await CountySeed.RunAsync(app, size) : 0;
            case "import":
                return await ImportVerb.RunAsync(app.Services, args);
            case "verify-log":
                return await VerifyLogAsync(app);
            case "anchor":
                return await AnchorAsync(app);
            default:
                Console.Error.WriteLine($"未知命令：{verb}。可用：serve、migrate、seed、departments、import、verify-log、verify-evidence、verify-draw、draw-commit、anchor");
                return 2;
        }
    }

    private static async Task<int> ServeAsync(WebApplication app)
    {
        if (app.Configuration.GetValue("Demo", true))
        {
            await PrepareAsync(app, seed: true);
            await DemoHistory.RunAsync(app);
            // What the schema, the seed and the history needed is not needed again: given back before the program serves.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        else if (await WhyNotAsync(app) is { } reason)
        {
            Console.Error.WriteLine(reason);
            return 1;
        }

        app.StartDepartmentsBeside();
        await app.StartAsync();
        await NoticeAsync(app);
        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>Why a production start is refused; null when it is not.</summary>
    private static async Task<string?> WhyNotAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await SchemaSetup.IsBehindAsync(db, default) ? "数据库结构不是最新的。请先运行 migrate" : await LogProtection.WeaknessAsync(db, default);
    }

    /// <summary>Tells where the program answers, and what the modules want to be known (demo accounts).</summary>
    private static async Task NoticeAsync(WebApplication app)
    {
        if (app.Urls.FirstOrDefault() is not { } address)
            return;
        address = address.Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal);
        // The demo says so itself, with its accounts.
        if (!app.Configuration.GetValue("Demo", true))
            Console.WriteLine($"启市已启动：{address}");
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var notice in scope.ServiceProvider.GetServices<IStartupNotice>())
            foreach (var line in await notice.LinesAsync(address, default))
                Console.WriteLine(line);
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
            foreach (var failed in await scope.ServiceProvider.GetRequiredService<LogHeads>().WriteEverywhereAsync(last.No, last.Hash, default))
                Console.Error.WriteLine($"没有写到：{failed}");
        Console.WriteLine(last is null ? "日志还没有封存记录" : $"已留存链头：第{last.No}号 {last.Hash}");
        return 0;
    }

    /// <summary>Brings the schema up to date and, where asked, fills reference and demo data through the modules' own seeds.</summary>
    internal static async Task PrepareAsync(WebApplication app, bool seed)
    {
        await using (var scope = app.Services.CreateAsyncScope())
            await SchemaSetup.PrepareAsync(scope.ServiceProvider, default);
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
