using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>What a topic's form posted.</summary>
/// <param name="Topics">Topics on the page: one in the wizard, all at the counter.</param>
/// <param name="Values">Posted values by field name.</param>
/// <param name="Version">Version of the draft the page was made from.</param>
/// <param name="Act">Button: next, later, save, search, add-person, remove-person:2, main:code.</param>
/// <param name="Files">Uploaded files.</param>
/// <param name="Keep">Fields the person chose to keep in their own words after a clash: <c>mine</c> or <c>theirs</c>.</param>
internal sealed record SaveTopicInput(
    IReadOnlySet<string> Topics, IReadOnlyDictionary<string, string[]> Values, int Version, string Act, IReadOnlyList<IFormFile> Files, IReadOnlyDictionary<string, string> Keep);

/// <summary>A field two people changed: what stands, what was posted, who changed it and when.</summary>
internal sealed record Clash(string Field, string Theirs, string Mine, string Who, DateTime At);

/// <summary>The draft after the save, and what is still wrong. With clashes nothing was saved.</summary>
internal sealed record SavedTopic(StartUpCase Case, Answers Answers, FormContext Context, IReadOnlyList<Problem> Problems, IReadOnlyList<Clash> Clashes);

/// <summary>Keeps what was typed, right or wrong; the page shows what is still wrong. Two people's edits are merged field by field.</summary>
internal sealed class SaveTopicHandler(AppDb db, CaseAccess access, FormReview review, IDocuments documents, IApplicants applicants, EventLog log, Actor actor, TimeProvider clock)
{
    /// <summary>Ids of files to take away.</summary>
    public const string RemoveFilesField = "RemoveFiles";

    private const int Attempts = 4;

    /// <returns>The saved draft; null when there is no such case of the reader.</returns>
    public async Task<Result<SavedTopic>?> HandleAsync(string caseNo, SaveTopicInput input, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(caseNo, input, ct);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<SavedTopic>?> TryAsync(string caseNo, SaveTopicInput input, CancellationToken ct)
    {
        if (await access.FindAsync(caseNo, ct) is not { } c)
            return null;
        if (!c.MayEdit)
            return new Problem("not-editable", $"这件现在是“{c.StateInfo.PublicWord}”，不能再改。如需修改，请先撤回");
        var answers = c.ReadAnswers();
        var clashes = TopicMerge.Apply(answers, c, input, actor.Name, clock.UtcNow());
        if (clashes.Count > 0)
            return new SavedTopic(c, c.ReadAnswers(), await review.ContextAsync(c, c.ReadAnswers(), ct), [], clashes);

        var fileProblems = await TakeFilesAsync(c, input, ct);
        if (input.Topics.Contains(Topic.Name))
            TakeReserved(answers, c, await review.ContextAsync(c, answers, ct));
        if (input.Act is not "save" and not "later")
            await VerifyPeopleAsync(answers, c, input, ct);
        foreach (var topic in input.Topics)
            answers.Visited.Add(topic);
        await KeepAsync(c, answers, input, ct);

        var context = await review.ContextAsync(c, answers, ct);
        var problems = input.Act is "next" or "save-all" ? await review.ProblemsAsync(answers, context, ct) : [];
        return new SavedTopic(c, answers, context, [.. problems.Where(p => input.Topics.Contains(FormReview.TopicOf(p))), .. fileProblems], []);
    }

    private async Task KeepAsync(StartUpCase c, Answers answers, SaveTopicInput input, CancellationToken ct)
    {
        var context = await review.ContextAsync(c, answers, ct);
        var text = answers.Write();
        if (text != c.Form || db.ChangeTracker.HasChanges())
        {
            c.KeepForm(answers, context, answers.Has("P1.Mobile") ? MobileKeys.Of(db, answers["P1.Mobile"]) : null, actor.Name, clock.UtcNow());
            log.Record(actor, "StartUpSaving", null, new StartUpDraftSaved(c.CaseNo, [.. input.Topics.Order(StringComparer.Ordinal)], c.Version + 1));
            await db.SaveChangesAsync(ct);
        }
    }

    // A chosen reservation fills the parts of the name; one that ran out or is not theirs is let go.
    private void TakeReserved(Answers answers, StartUpCase c, FormContext context)
    {
        if (!answers.Has("Reservation"))
            return;
        var name = EntityDraftMaker.ReservationOf(answers, context)?.Name;
        foreach (var (field, value) in new[] { ("TradeName", name?.TradeName), ("Industry", name?.Industry), ("NameForm", name?.Form) })
            if (value is not null)
                answers.Put(field, value, c.Version + 1, actor.Name, clock.UtcNow());
        if (name is null)
            answers.Put("Reservation", "", c.Version + 1, actor.Name, clock.UtcNow());
    }

    private async Task<List<Problem>> TakeFilesAsync(StartUpCase c, SaveTopicInput input, CancellationToken ct)
    {
        var problems = new List<Problem>();
        if (!input.Topics.Contains(Topic.Premises))
            return problems;
        var removed = input.Values.GetValueOrDefault(RemoveFilesField, []);
        if (removed.Length > 0)
            foreach (var file in (await documents.MaterialsOfAsync(c.Subject, ct)).Where(m => removed.Contains(m.Id.ToString())))
                await documents.RemoveMaterialAsync(file.Id, ct);

        foreach (var file in input.Files.Where(f => f.Length > 0))
        {
            await using var content = file.OpenReadStream();
            var consent = file.Name == "ConsentFiles";
            var accepted = await documents.AcceptAsync(content, file.FileName, c.Subject, consent ? FormContext.OwnersConsent : FormContext.PremisesProof, ct);
            problems.AddRange(accepted.Problems.Select(p => p.At(consent ? "ConsentFiles" : "Files")));
        }

        return problems;
    }

    // The real-name step, once per person; another name or number asks for it again.
    private async Task VerifyPeopleAsync(Answers answers, StartUpCase c, SaveTopicInput input, CancellationToken ct)
    {
        if (!input.Topics.Contains(Topic.People))
            return;
        foreach (var p in answers.People)
        {
            var mark = EntityDraftMaker.VerifiedMark(answers, p);
            if (answers.Of(p, "Verified") == mark || answers.Of(p, "Name").Length == 0 || !CitizenId.Parse(answers.Of(p, "IdNumber"), clock.Today()).Ok)
                continue;
            var verified = await applicants.VerifyAsync(answers.Of(p, "Name"), answers.Of(p, "IdNumber"), ct);
            answers.Put($"P{p}.Verified", verified is { Ok: true, Value: RealNameLevel.RealName } ? mark : "", c.Version + 1, actor.Name, clock.UtcNow());
        }
    }
}
