using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;

namespace Qishi.Modules.Registration.Acts;

/// <summary>Socket: told what becomes of an application, in its transaction (exits, tolerance clocks). The events join the application's.</summary>
internal interface IApplicationWatcher
{
    Task<IReadOnlyList<IEvent>> SubmittedAsync(ApplicationFile file, CancellationToken ct) => Nothing;

    /// <summary>It could not be submitted; the file says why.</summary>
    Task HinderedAsync(ApplicationFile file, CancellationToken ct) => Task.CompletedTask;

    Task<IReadOnlyList<IEvent>> ReturnedAsync(ApplicationFile file, CancellationToken ct) => Nothing;

    Task<IReadOnlyList<IEvent>> GrantedAsync(ApplicationFile file, CancellationToken ct) => Nothing;

    /// <summary>Refused, not accepted or withdrawn.</summary>
    Task<IReadOnlyList<IEvent>> EndedAsync(ApplicationFile file, CancellationToken ct) => Nothing;

    static Task<IReadOnlyList<IEvent>> Nothing => Task.FromResult<IReadOnlyList<IEvent>>([]);
}

/// <summary>All watchers as one.</summary>
internal sealed class ApplicationWatchers(IEnumerable<IApplicationWatcher> watchers)
{
    public async Task<List<IEvent>> TellAsync(Func<IApplicationWatcher, Task<IReadOnlyList<IEvent>>> what)
    {
        var events = new List<IEvent>();
        foreach (var watcher in watchers)
            events.AddRange(await what(watcher));
        return events;
    }

    public async Task HinderedAsync(ApplicationFile file, CancellationToken ct)
    {
        foreach (var watcher in watchers)
            await watcher.HinderedAsync(file, ct);
    }
}

/// <summary>Grants an accepted application: the act is carried out, the notice issued, in the caller's transaction. Who decided is the caller's to write.</summary>
internal sealed class ApplicationGrant(ApplicationPapers papers, ApplicationWatchers watchers, IWorklist worklist, TimeProvider clock)
{
    /// <summary>The effect with all events; refused when the name was taken meanwhile.</summary>
    public async Task<Result<(string Sentence, IReadOnlyList<IEvent> Events)>> GrantAsync(ApplicationFile file, Guid? first, string? firstName, Guid? second, CancellationToken ct)
    {
        var (a, now) = (file.Application, clock.UtcNow());
        ActEffect effect;
        try
        {
            effect = await file.Act.ApplyAsync(file.Case, now, ct);
        }
        catch (NameTakenException taken)
        {
            return taken.Problem;
        }

        a.Must(ApplicationFlow.Approve);
        a.Must(ApplicationFlow.Issue);
        (a.DecidedAt, a.DecidedById, a.DecidedBy, a.ConfirmedById, a.FinishedAt) = (now, first, firstName, second, now);
        papers.Notice(a, file.Act.Info.GrantTitle, string.Join('\n', [file.Act.Info.SelfService
                ? $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}（编号{a.Number}）已经公示。"
                : $"你（单位）提交的“{a.Title}”{file.Act.Info.Word}申请（办件编号{a.Number}），经审查，申请材料齐全，符合法定形式，我局准予办理。", .. effect.NoticeLines]),
            [.. file.Sheet.Lines.Select(l => $"{l.Item}：{l.Before.Replace('\n', '；')} → {l.After.Replace('\n', '；')}")], file.Act.Info.Basis, "准");
        papers.Tell(a, "granted", $"{file.Act.Info.Word}已办好，通知书可登录下载。");
        await worklist.CloseAsync(FillApplicationHandler.ReviewKey(a.Number), ct);
        var events = await watchers.TellAsync(w => w.GrantedAsync(file, ct));
        return (effect.Sentence, [new ApplicationApproved(a.Number, first, second), .. effect.Events, .. events]);
    }
}
