using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.SuggestScope;

public sealed class DecideSuggestionForm
{
    /// <summary>answer, adopt or reject.</summary>
    public string? Move { get; set; }
    public string? ItemCode { get; set; }
    public string? Answer { get; set; }
}

/// <summary>Answers a suggestion: an item that serves, one that was added, or no, with the reason.</summary>
internal sealed class DecideSuggestionHandler(AppDb db, CatalogueCache catalogues, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<ScopeSuggestion?> FindAsync(string number, CancellationToken ct) => db.Set<ScopeSuggestion>().SingleOrDefaultAsync(s => s.Number == number, ct);

    public Task<Paged<ScopeSuggestion>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var rows = db.Set<ScopeSuggestion>().AsNoTracking();
        if (Enum.TryParse<SuggestionState>(query.Text("state"), out var state))
            rows = rows.Where(s => s.State == state);
        if (query.Text("q") is { } text)
            rows = rows.Where(s => s.Words.Contains(text) || s.Number == text);
        return rows.OrderBy(s => s.State).ThenByDescending(s => s.MadeAt).PageAsync(query, ct);
    }

    public async Task<Result<string>?> HandleAsync(string number, DecideSuggestionForm form, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } suggestion)
            return null;
        var (item, problems) = ((await catalogues.GetAsync(ct)).Item(NormalisedText.Codes(form.ItemCode)), new List<Problem>());
        if (form.Move is not ("answer" or "adopt" or "reject"))
            problems.Add(new("move-required", "请选择怎样答复", nameof(form.Move)));
        if (form.Move is "answer" or "adopt" && item?.ValidOn(clock.Today()) != true)
            problems.Add(new("item-required", "请填写目录里现在有效的项目代码，例如H002。新增的请先导入目录", nameof(form.ItemCode)));
        if (string.IsNullOrWhiteSpace(form.Answer))
            problems.Add(new("answer-required", "请写给申请人的答复", nameof(form.Answer)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var decided = suggestion.Decide(form.Move!, form.Move == "reject" ? null : item!.Code, NormalisedText.Text(form.Answer), actor.NameOnRecord, clock.UtcNow());
        if (!decided.Ok)
            return Result<string>.Refused(decided.Problems);
        log.Record(actor, "ScopeSuggestionDeciding", null, new ScopeSuggestionDecided(number, suggestion.State.ToString(), suggestion.ItemCode));
        await worklist.CloseAsync(SuggestScopeHandler.KeyOf(number), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚答复过。请刷新页面");
        }

        return "已答复";
    }
}
