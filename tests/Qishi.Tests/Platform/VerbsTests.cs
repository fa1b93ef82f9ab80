using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform;

public sealed class VerbsTests
{
    [Theory, OnEachDatabase]
    public async Task VerifyLog_ChangedSeal_EndsWithOneAndNamesIt(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind);
        await app.AppendAsync("k", 5);
        await app.SealAllAsync();
        using (var whole = ChildProgram.Start(app.Settings, "verify-log"))
        {
            Assert.Equal(0, await whole.EndAsync());
            Assert.Contains("日志完整：共5条", whole.Said, StringComparison.Ordinal);
        }

        await app.WithDbAsync(async db =>
        {
            if (kind == DatabaseKind.Sqlite)
                await db.Database.ExecuteSqlRawAsync("drop trigger plt_seal_update");
            return await db.Database.ExecuteSqlRawAsync("update plt_seal set hash = '00' where no = 3");
        });
        using var broken = ChildProgram.Start(app.Settings, "verify-log");
        Assert.Equal(1, await broken.EndAsync());
        Assert.Contains("第3号封存", broken.Said, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Serve_ProductionOnAnEmptyDatabase_IsRefused(DatabaseKind kind)
    {
        var settings = Databases.NewSettings(kind);
        settings["Demo"] = "false";
        using var child = ChildProgram.Start(settings);
        Assert.Equal(1, await child.EndAsync());
        Assert.Contains("请先运行 migrate", child.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_Unknown_IsRefused()
    {
        using var child = ChildProgram.Start(Databases.NewSettings(DatabaseKind.Sqlite), "migrat");
        Assert.Equal(2, await child.EndAsync());
    }
}
