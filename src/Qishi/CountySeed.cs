using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Seed;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Seed;
using Qishi.Platform.Data;

namespace Qishi;

/// <summary><c>seed --size county</c>: a demo county grown to 100,000 entities and 300,000 cases, for measurements and trials. Fictional throughout; demo only.</summary>
internal static class CountySeed
{
    private const int Entities = 100_000, Cases = 300_000, Number = 451521;

    public static async Task<int> RunAsync(WebApplication app, string size)
    {
        if (size != "county")
            return Refuse($"没有“{size}”这个规模。可用：county");
        if (!app.Configuration.GetValue("Demo", true))
            return Refuse("虚构数据只能写进演示系统");
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<StartUpCase>().CountAsync() >= Cases)
        {
            Console.WriteLine("县级规模的数据已经有了");
            return 0;
        }

        var started = Stopwatch.GetTimestamp();
        Console.WriteLine($"正在写入{Entities:N0}户主体，要几分钟……");
        var firms = await scope.ServiceProvider.GetRequiredService<RegistrationCountySeed>().RunAsync(Entities, Number, default);
        Console.WriteLine($"主体{firms.Count:N0}户，{Stopwatch.GetElapsedTime(started).TotalSeconds:N0}秒");
        await scope.ServiceProvider.GetRequiredService<StartUpCountySeed>().RunAsync(
            [.. firms.Select(f => new CountyFirm(f.Uscc, f.Name, f.Kind, f.EstablishedOn, f.CaseNo))], Cases, Number,
            done =>
            {
                if (done % 50_000 == 0)
                    Console.WriteLine($"办件{done:N0}件，{Stopwatch.GetElapsedTime(started).TotalSeconds:N0}秒");
            }, default);
        return 0;
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 2;
    }
}
