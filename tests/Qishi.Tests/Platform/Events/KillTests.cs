using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Events;

/// <summary>The real program as a child process keeps the log while this process writes; it is killed in the middle of its work, again and again.</summary>
public sealed class KillTests
{
    [Theory, OnEachDatabase]
    public async Task Keeper_KilledWhileWritersGoOn_LosesNothingAndSealsNothingTwice(DatabaseKind kind)
    {
        await using var writer = await Counted.NewAppAsync(kind);
        var settings = writer.Settings;
        using var done = new CancellationTokenSource();
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await writer.AppendAsync("k", 3);
                acknowledged += 3;
            }
        });
        for (var kill = 0; kill < 3; kill++)
        {
            using var child = Start(settings);
            var from = await HeadAsync(writer);
            await UntilAsync(child, async () => await HeadAsync(writer) > from + 30);
            child.Kill();
            await child.WaitForExitAsync();
        }

        await done.CancelAsync();
        await writing;
        using (var last = Start(settings))
        {
            await UntilAsync(last, async () => await writer.WithDbAsync(db => db.Set<EventRow>().AllAsync(e => db.Set<SealRow>().Any(s => s.EventSeq == e.Seq))));
            last.Kill();
            await last.WaitForExitAsync();
        }

        Assert.True(acknowledged > 90);
        Assert.Equal(acknowledged, await writer.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "parameter:k")));
        Assert.Equal(await writer.WithDbAsync(db => db.Set<EventRow>().CountAsync()), await HeadAsync(writer));
        Assert.True(await SealerTests.IsWholeAsync(writer));
    }

    private static Task<long> HeadAsync(BareApp app) => app.WithDbAsync(async db => await db.Set<SealRow>().MaxAsync(s => (long?)s.No) ?? 0);

    private static Process Start(Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["Roles"] = "web,jobs";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.ErrorDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return child;
    }

    private static async Task UntilAsync(Process child, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await condition())
        {
            Assert.False(child.HasExited, "The program ended by itself.");
            await Task.Delay(10, limit.Token);
        }
    }
}
