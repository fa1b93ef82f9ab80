using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Events;

public sealed class LogCheckTests
{
    [Theory, OnEachDatabase]
    public async Task Run_UntouchedLog_IsWhole(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        var verdict = await CheckAsync(app);
        Assert.True(verdict.Whole, verdict.Sentence);
        Assert.Contains("共12条", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public Task Run_EventRowChanged_NamesIt(DatabaseKind kind) =>
        Planted(kind, "update plt_event set payload = '{}' where seq = (select event_seq from plt_seal where no = 5)", 5, "事件记录或过程记录被改过");

    [Theory, OnEachDatabase]
    public Task Run_ProcessRowChanged_NamesItsFirstEvent(DatabaseKind kind) =>
        Planted(kind, "update plt_process set actor_name = '别人' where id = (select process_id from plt_event where seq = (select event_seq from plt_seal where no = 4))", 4, "事件记录或过程记录被改过");

    [Theory, OnEachDatabase]
    public Task Run_ProcessRowGone_NamesIt(DatabaseKind kind) =>
        Planted(kind, "delete from plt_process where id = (select process_id from plt_event where seq = (select event_seq from plt_seal where no = 4))", 4, "过程记录");

    [Theory, OnEachDatabase]
    public Task Run_SealChanged_NamesIt(DatabaseKind kind) => Planted(kind, "update plt_seal set hash = replace(hash, substr(hash, 1, 4), '0000') where no = 6", 6, "封存值被改过");

    [Theory, OnEachDatabase]
    public Task Run_EventRowGone_NamesIt(DatabaseKind kind) => Planted(kind, "delete from plt_event where seq = (select event_seq from plt_seal where no = 7)", 7, "不见了");

    [Theory, OnEachDatabase]
    public Task Run_SealGone_NamesIt(DatabaseKind kind) => Planted(kind, "delete from plt_seal where no = 3", 3, "缺第3号");

    [Theory, OnEachDatabase]
    public async Task Run_TwoSealsExchanged_NamesBoth(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        await TamperAsync(app,
            "update plt_seal set no = 100 where no = 4", "update plt_seal set no = 4 where no = 6", "update plt_seal set no = 6 where no = 100");
        var verdict = await CheckAsync(app);
        Assert.Equal((false, 4L), (verdict.Whole, verdict.SealNo));
    }

    [Theory, OnEachDatabase]
    public async Task Run_EventsExchangedBetweenSeals_NamesBoth(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        await TamperAsync(app, "update plt_seal set event_seq = -1 * event_seq where no in (4, 6)",
            "update plt_seal set event_seq = (select -1 * s.event_seq from plt_seal s where s.no = 10 - plt_seal.no) where no = 4",
            "update plt_seal set event_seq = (select max(event_seq) from plt_seal where no = 3) + 1 where no = 6");
        var verdict = await CheckAsync(app);
        Assert.Equal((false, 4L), (verdict.Whole, verdict.SealNo));
        Assert.Contains("第6号封存被对调过", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Run_EndCutOff_IsFoundByTheAnchor(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        var head = await app.WithDbAsync(db => db.Set<SealRow>().OrderByDescending(s => s.No).FirstAsync());
        await app.Services.GetRequiredService<LogHeads>().WriteAsync(head.No, head.Hash, default);
        await TamperAsync(app, "delete from plt_event where seq in (select event_seq from plt_seal where no > 10)", "delete from plt_seal where no > 10");
        var verdict = await CheckAsync(app);
        Assert.Equal((false, 11L), (verdict.Whole, verdict.SealNo));
        Assert.Contains("截断", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Run_WholeChainMadeAnew_IsFoundByTheAnchor(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        var head = await app.WithDbAsync(db => db.Set<SealRow>().OrderByDescending(s => s.No).FirstAsync());
        await app.Services.GetRequiredService<LogHeads>().WriteAsync(head.No, head.Hash, default);
        await TamperAsync(app, "update plt_event set subject = 'other' where seq = (select event_seq from plt_seal where no = 2)", "delete from plt_seal");
        await app.SealAllAsync();
        Assert.Contains("链头不一致", (await CheckAsync(app)).Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Run_RowPlantedBelowTheHead_IsFound(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        await app.WithDbAsync(async db =>
        {
            db.Add(new EventRow { Seq = -5, ProcessId = Guid.NewGuid(), Type = "Platform.ParameterApproved", Subject = "x", Payload = "{}", At = DateTime.UtcNow.AddDays(-3) });
            return await db.SaveChangesAsync();
        });
        Assert.Contains("事后插入", (await CheckAsync(app)).Sentence, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Run_AnyColumnOfAnyTableChanged_IsFoundAtThatRow(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        await TamperAsync(app, "update plt_process set actor_unit = 'U', source_address = 'S', reason = 'R'");
        await app.WithDbAsync(async db => await db.Database.ExecuteSqlRawAsync("delete from plt_seal"));
        await app.SealAllAsync();
        Assert.True((await CheckAsync(app)).Whole);
        foreach (var table in new[] { "plt_event", "plt_process", "plt_seal" })
            foreach (var column in await app.WithDbAsync(db => Task.FromResult(db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).GetProperties().Select(p => (p.GetColumnName(), p.ClrType)).ToList())))
                foreach (var no in new[] { 1, 6, 12 })
                {
                    var where = table == "plt_seal" ? $"no = {no}" : table == "plt_event" ? $"seq = (select event_seq from plt_seal where no = {no})"
                        : $"id = (select process_id from plt_event where seq = (select event_seq from plt_seal where no = {no}))";
                    var verdict = await TriedAsync(app, $"update {table} set {column.Item1} = {Other(kind, column.Item1, column.ClrType)} where {where}");
                    Assert.False(verdict.Whole, $"{table}.{column.Item1} of {no}");
                    Assert.True(verdict.SealNo == no || column.Item1 is "no" or "seq" or "event_seq", $"{table}.{column.Item1} of {no}: {verdict.Sentence}");
                }
    }

    [Theory, OnEachDatabase]
    public async Task Run_EndCutOffWithTheHeadsBesideIt_IsFoundByTheDailyAnchorElsewhere(DatabaseKind kind)
    {
        var elsewhere = Directory.CreateTempSubdirectory("qishi-anchors-").FullName;
        await using var app = await Counted.NewAppAsync(kind, extra: new() { ["Anchors:Folders"] = elsewhere });
        await app.AppendAsync("k", 12);
        await app.SealAllAsync();
        await app.AsAsync(null, s => s.GetRequiredService<AnchorLogHead>().RunAsync(default));
        Assert.Single(Directory.GetFiles(elsewhere));
        Directory.Delete(Path.Combine(app.Settings["DataFolder"]!, "log-heads"), recursive: true);
        await TamperAsync(app, "delete from plt_event where seq in (select event_seq from plt_seal where no > 10)", "delete from plt_seal where no > 10");
        Assert.Contains("截断", (await CheckAsync(app)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnchorFolderThatCannotBeWritten_FailsTheJob_AndTheOthersAreWritten()
    {
        var (blocked, good) = (Path.GetTempFileName(), Directory.CreateTempSubdirectory("qishi-anchors-").FullName);
        await using var app = await Counted.NewAppAsync(DatabaseKind.Sqlite, extra: new() { ["Anchors:Folders"] = $"{blocked};{good}" });
        await app.AppendAsync("k");
        await app.SealAllAsync();
        var e = await Assert.ThrowsAsync<IOException>(() => app.AsAsync(null, s => s.GetRequiredService<AnchorLogHead>().RunAsync(default)));
        Assert.Contains(blocked, e.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(good));
    }

    [Theory, OnEachDatabase]
    public async Task Run_SealsOfTheFirstRelease_StayGood_ButNotAfterNewerOnes(DatabaseKind kind)
    {
        await using var app = await NewAsync(kind);
        await ResealAsync(app, old: no => no <= 5);
        Assert.True((await CheckAsync(app)).Whole);
        var changed = await TriedAsync(app, "update plt_event set subject = 'other' where seq = (select event_seq from plt_seal where no = 3)");
        Assert.Equal((false, 3L), (changed.Whole, changed.SealNo));
        await ResealAsync(app, old: no => no == 8);
        Assert.Equal((false, 8L), ((await CheckAsync(app)).Whole, (await CheckAsync(app)).SealNo));
    }

    // Changes one value, checks, and takes the change back.
    private static Task<LogVerdict> TriedAsync(BareApp app, string sql) => app.AsAsync(null, async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql));
        return await s.GetRequiredService<LogCheck>().RunAsync(default);
    });

    private static string Other(DatabaseKind kind, string column, Type type) => type switch
    {
        _ when type == typeof(long) => $"{column} + 1000",
        _ when type == typeof(DateTime) => kind == DatabaseKind.Postgres ? $"{column} + interval '1 second'" : $"'2026-01-01 00:00:00'",
        _ when type == typeof(Guid) || type == typeof(Guid?) => "'0191e4a1-0000-7000-8000-000000000001'",
        _ => column == "hash" ? $"'{new string('0', 64)}'" : "'changed'",
    };

    private static Task ResealAsync(BareApp app, Func<long, bool> old) => app.WithDbAsync(async db =>
    {
        var rows = await db.Set<SealRow>().AsNoTracking().Join(db.Set<EventRow>(), s => s.EventSeq, e => e.Seq, (s, e) => new { s, e }).Join(db.Set<ProcessRow>(), x => x.e.ProcessId, p => p.Id, (x, p) => new { x.s, x.e, p })
            .OrderBy(x => x.s.No).ToListAsync();
        await TamperAsync(app, "delete from plt_seal");
        var hash = SealChain.Start;
        db.AddRange(rows.Select(x => new SealRow
        {
            No = x.s.No,
            EventSeq = x.s.EventSeq,
            Hash = hash = old(x.s.No) ? SealChain.NextInFirstRelease(hash, x.s.No, new(x.e, x.p)) : SealChain.Next(hash, x.s.No, new(x.e, x.p)),
        }));
        return await db.SaveChangesAsync();
    });

    private static async Task Planted(DatabaseKind kind, string sql, long no, string words)
    {
        await using var app = await NewAsync(kind);
        await TamperAsync(app, sql);
        var verdict = await CheckAsync(app);
        Assert.Equal((false, no), (verdict.Whole, verdict.SealNo));
        Assert.Contains(words, verdict.Sentence, StringComparison.Ordinal);
    }

    private static async Task<BareApp> NewAsync(DatabaseKind kind)
    {
        var app = await Counted.NewAppAsync(kind);
        for (var i = 0; i < 12; i++)
            await app.AppendAsync($"k{i}");
        await app.SealAllAsync();
        return app;
    }

    private static Task<LogVerdict> CheckAsync(BareApp app) => app.AsAsync(null, s => s.GetRequiredService<LogCheck>().RunAsync(default));

    // As the owner of the file, or of the tables, can: the triggers of SQLite are no obstacle to them.
    private static Task<bool> TamperAsync(BareApp app, params string[] statements) => app.WithDbAsync(async db =>
    {
        if (db.Kind == DatabaseKind.Sqlite)
            foreach (var table in new[] { "plt_event", "plt_process", "plt_seal" })
#pragma warning disable EF1002 // table names of this test
                await db.Database.ExecuteSqlRawAsync($"drop trigger if exists {table}_update; drop trigger if exists {table}_delete");
#pragma warning restore EF1002
        foreach (var sql in statements)
            Assert.True(await db.Database.ExecuteSqlRawAsync(sql.Replace("{}", "{{}}", StringComparison.Ordinal)) > 0, sql);
        return true;
    });
}
