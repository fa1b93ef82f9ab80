using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.SuggestScope;

public sealed class SuggestScopeForm
{
    public string? Words { get; set; }
    public string? Description { get; set; }
}

/// <summary>Somebody missed an item in the catalogue.</summary>
internal sealed record ScopeItemSuggested(string Number) : IEvent
{
    public string Subject => "scope-suggestion:" + Number;
}

/// <summary>A suggestion was answered.</summary>
internal sealed record ScopeSuggestionDecided(string Number, string State, string? ItemCode) : IEvent
{
    public string Subject => "scope-suggestion:" + Number;
}

/// <summary>Takes a suggestion of an applicant; the desk gets it to answer.</summary>
internal sealed class SuggestScopeHandler(AppDb db, CatalogueCache catalogues, IWorklist worklist, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public static string KeyOf(string number) => "registration.scope-suggestion:" + number;

    public async Task<Result<string>> HandleAsync(SuggestScopeForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var (words, catalogue) = (NormalisedText.Text(form.Words), await catalogues.GetAsync(ct));
        if (Decide(words, form, catalogue, clock.Today()) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);
        var suggestion = new ScopeSuggestion
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Number = ScopeSuggestion.NewNumber(clock.Today()),
            AccountId = actor.AccountId,
            Words = words,
            Description = NormalisedText.Text(form.Description),
            MadeAt = clock.UtcNow(),
        };
        db.Add(suggestion);
        log.Record(actor, "ScopeSuggesting", null, new ScopeItemSuggested(suggestion.Number));
        await worklist.OpenAsync(new(KeyOf(suggestion.Number), "经营范围", words, "答复新增建议", Urls.ScopeSuggestion(suggestion.Number), Roles.Registrar, null, null, clock.UtcNow(), null), ct);
        once.Remember(key, suggestion.Number);
        await db.SaveChangesAsync(ct);
        return suggestion.Number;
    }

    public async Task<IReadOnlyList<ScopeSuggestion>> MineAsync(CancellationToken ct) => actor.AccountId is not { } account ? []
        : await db.Set<ScopeSuggestion>().AsNoTracking().Where(s => s.AccountId == account).OrderByDescending(s => s.MadeAt).Take(50).ToListAsync(ct);

    internal static List<Problem> Decide(string words, SuggestScopeForm form, Catalogue catalogue, DateOnly today)
    {
        var problems = new List<Problem>();
        if (words.Length < 2)
            problems.Add(new("words-required", "请写您要做的项目，例如“剧本杀”", nameof(form.Words)));
        else if (catalogue.Items.FirstOrDefault(i => i.Name == words && i.ValidOn(today)) is { } known)
            problems.Add(new("words-known", $"目录里已有“{known.Name}”，可以直接选", nameof(form.Words)));
        if (NormalisedText.Text(form.Description).Length < 5)
            problems.Add(new("description-required", "请说明具体做什么、怎么收费，至少5个字", nameof(form.Description)));
        return problems;
    }
}
