using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Events;

public sealed class DispatchTests
{
    [Theory, OnEachDatabase]
    public async Task Loop_KilledManyTimesBetween_WritesOncePerEvent(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind, s => s.AddScoped<NoteWhenParameterProposed>());
        await app.AppendAsync("k", 300);
        await app.SealAllAsync();
        for (var i = 0; i < 15; i++)
        {
            using var kill = new CancellationTokenSource(TimeSpan.FromMilliseconds(i * 3));
            await app.DispatchAsync<NoteWhenParameterProposed>(kill.Token);
        }

        await app.DispatchAsync<NoteWhenParameterProposed>();
        Assert.Equal(Enumerable.Range(1, 300).Select(n => n.ToString("D4", null)), await NotesAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Loop_TwoAtOnce_WritesOncePerEvent(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind, s => s.AddScoped<NoteWhenParameterProposed>());
        await app.AppendAsync("k", 500);
        await app.SealAllAsync();
        await app.WithDbAsync(async db =>
        {
            db.Add(new CheckpointRow { Name = nameof(NoteWhenParameterProposed) });
            return await db.SaveChangesAsync();
        });
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Record.ExceptionAsync(() => app.DispatchAsync<NoteWhenParameterProposed>()).AsTask()));
        Assert.All(both, e => Assert.True(e is null or CheckpointMovedException));
        await app.DispatchAsync<NoteWhenParameterProposed>();
        Assert.Equal(Enumerable.Range(1, 500).Select(n => n.ToString("D4", null)), await NotesAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Loop_EventThatAlwaysFails_IsParkedAndTheRestGoesOn(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind, s => s.AddScoped<FailOnBadKey>().AddSingleton(new SubscriberType(typeof(FailOnBadKey))));
        FailOnBadKey.Mended[kind] = false;
        await app.AppendAsync("good", 2);
        await app.AppendAsync("bad");
        await app.AppendAsync("good", 2);
        await app.SealAllAsync();
        await app.DispatchAsync<FailOnBadKey>();
        Assert.Equal(["0001", "0002", "0004", "0005"], await NotesAsync(app));
        var parked = await app.WithDbAsync(db => db.Set<ParkedEventRow>().SingleAsync());
        Assert.Equal(("parameter:bad", 3L), (parked.Subject, parked.SealNo));

        var failed = await app.AsAsync(null, s => s.GetRequiredService<ParkedEvents>().RerunAsync(parked.Id, default));
        Assert.Equal("parked-failed", failed.Problems.Single().Code);
        FailOnBadKey.Mended[kind] = true;
        Assert.True((await app.AsAsync(null, s => s.GetRequiredService<ParkedEvents>().RerunAsync(parked.Id, default))).Ok);
        Assert.False((await app.AsAsync(null, s => s.GetRequiredService<ParkedEvents>().RerunAsync(parked.Id, default))).Ok);
        Assert.Equal(["0001", "0002", "0003", "0004", "0005"], await NotesAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task Loop_SubscriberForgetsToSave_IsParkedNotSilent(DatabaseKind kind)
    {
        await using var app = await Counted.NewAppAsync(kind, s => s.AddScoped<ForgetToSave>());
        await app.AppendAsync("k");
        await app.SealAllAsync();
        await app.DispatchAsync<ForgetToSave>();
        Assert.Contains("unsaved", (await app.WithDbAsync(db => db.Set<ParkedEventRow>().SingleAsync())).Error, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Keeper_InTheProgram_SealsAndDispatchesByItself(DatabaseKind kind)
    {
        await using var app = await BareApp.NewAsync(kind, configure: s => s.AddScoped<NoteWhenParameterProposed>().AddSingleton(new SubscriberType(typeof(NoteWhenParameterProposed))));
        await app.StartAsync();
        await app.AppendAsync("k", 3);
        await app.Services.SettleAsync();
        Assert.Equal(3, (await NotesAsync(app)).Count);
        Assert.True(await SealerTests.IsWholeAsync(app));
    }

    private static Task<List<string>> NotesAsync(BareApp app) => app.WithDbAsync(db => db.Set<OnceRow>().Where(r => r.Key.StartsWith("note:")).Select(r => r.Result).OrderBy(r => r).ToListAsync());

    private static async Task NoteAsync(AppDb db, EventContext context, CancellationToken ct)
    {
        // The key is fresh each time: a second handling would show as a second row.
        db.Add(new OnceRow { Key = $"note:{Guid.NewGuid()}", Result = context.SealNo.ToString("D4", null) });
        await db.SaveChangesAsync(ct);
    }

    internal sealed class NoteWhenParameterProposed(AppDb db) : IHandle<ParameterProposed>
    {
        public Task HandleAsync(ParameterProposed e, EventContext context, CancellationToken ct) => NoteAsync(db, context, ct);
    }

    internal sealed class FailOnBadKey(AppDb db) : IHandle<ParameterProposed>
    {
        public static readonly System.Collections.Concurrent.ConcurrentDictionary<DatabaseKind, bool> Mended = [];

        public async Task HandleAsync(ParameterProposed e, EventContext context, CancellationToken ct)
        {
            await NoteAsync(db, context, ct);
            if (e.Key == "bad" && !Mended[db.Kind])
                throw new InvalidOperationException("planted");
        }
    }

    internal sealed class ForgetToSave(AppDb db) : IHandle<ParameterProposed>
    {
        public Task HandleAsync(ParameterProposed e, EventContext context, CancellationToken ct)
        {
            db.Add(new OnceRow { Key = "x", Result = "" });
            return Task.CompletedTask;
        }
    }
}
