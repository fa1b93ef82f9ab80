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
        await using var writer = kind == DatabaseKind.Postgres ? await BareApp.WithOwnRoleAsync() : await Counted.NewAppAsync(kind);
        // As in production: the child neither seeds nor starts the simulated departments.
        writer.Settings["Demo"] = "false";
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
        for (var kill = 0; kill < 2; kill++)
        {
            using var child = ChildProgram.Start(writer.Settings);
            var from = await HeadAsync(writer);
            await UntilAsync(child, async () => await HeadAsync(writer) > from + 30);
            await child.KillAsync();
        }

        await done.CancelAsync();
        await writing;
        using (var last = ChildProgram.Start(writer.Settings))
        {
            await UntilAsync(last, async () => await writer.WithDbAsync(db => db.Set<EventRow>().AllAsync(e => db.Set<SealRow>().Any(s => s.EventSeq == e.Seq))));
            await last.KillAsync();
        }

        Assert.True(acknowledged > 60);
        Assert.Equal(acknowledged, await writer.WithDbAsync(db => db.Set<EventRow>().CountAsync(e => e.Subject == "parameter:k")));
        Assert.Equal(await writer.WithDbAsync(db => db.Set<EventRow>().CountAsync()), await HeadAsync(writer));
        Assert.True(await SealerTests.IsWholeAsync(writer));
    }

    private static Task<long> HeadAsync(BareApp app) => app.WithDbAsync(async db => await db.Set<SealRow>().MaxAsync(s => (long?)s.No) ?? 0);

    private static async Task UntilAsync(ChildProgram child, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await condition())
        {
            Assert.False(child.HasEnded, child.Said);
            await Task.Delay(10, limit.Token);
        }
    }
}
