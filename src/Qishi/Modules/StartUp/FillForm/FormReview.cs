using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>State of one topic on the side card (ux.md T3): 未填, 正在填, 已填, or how many places need a change.</summary>
internal sealed record TopicState(Topic Topic, string Word, Tone Tone, int Problems);

/// <summary>Everything wrong with a form right now, found by the form's own checks and the register's.</summary>
internal sealed class FormReview(AppDb db, IRegistration registration, FormContextReader reader)
{
    public async Task<FormContext> ContextAsync(StartUpCase c, Answers a, CancellationToken ct) => await reader.ReadAsync(c, a, ct);

    /// <summary>All problems at their fields; the register's sentence is left out where the form already has one at the same field.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(Answers a, FormContext x, CancellationToken ct)
    {
        var own = FormCheck.Problems(a, x);
        var register = (await registration.ValidateAsync(EntityDraftMaker.Make(a, x), x.Today, ct)).Select(p => EntityDraftMaker.ToForm(p, a));
        List<Problem> all = [.. own, .. register.Where(p => p.Field is null || own.All(o => o.Field != p.Field))];
        if (all.All(p => TopicOf(p) != Topic.Name) && EntityDraftMaker.NameOf(a, x) is { } name && !a.Ticked("SimilarConfirmed")
            && await registration.CheckNameAsync(name, x.Kind, x.Today, EntityDraftMaker.ReservationOf(a, x)?.Number, ct) is { Result: NameResult.Similar } verdict)
        {
            all.Add(new("name-similar", $"有相近的名称：{Similar(verdict)}。可以换一个字号；仍要用的，请勾选确认", "SimilarConfirmed", "R-3.24"));
        }

        return [.. all.DistinctBy(p => (p.Field, p.Sentence))];
    }

    /// <summary>The nearest names with the first reason of each: 望溪县梁计米粉店（字号读音相同）.</summary>
    public static string Similar(NameVerdict verdict) => verdict.Found.Count > 0
        ? string.Join("、", verdict.Found.Take(3).Select(f => $"{f.Name}（{f.Reasons[0]}）"))
        : string.Join("、", verdict.Problems.Select(p => p.Sentence));

    /// <summary>Defects of the returned submission whose fields were not changed since.</summary>
    public async Task<IReadOnlyList<Problem>> OpenDefectsAsync(StartUpCase c, Answers a, CancellationToken ct)
    {
        if (c.State != StartUpState.Returned)
            return [];
        var defects = await db.Set<Defect>().AsNoTracking().Where(d => d.CaseId == c.Id && d.SubmissionNo == c.SubmissionNo).OrderBy(d => d.Order).ToListAsync(ct);
        var submitted = await db.Set<Submission>().AsNoTracking().Where(s => s.CaseId == c.Id && s.No == c.SubmissionNo).SingleOrDefaultAsync(ct);
        var changed = submitted is null ? [] : a.ChangedSince(submitted.ReadAnswers());
        return [.. defects.Where(d => d.Field is null || !changed.Contains(d.Field)).Select(d => new Problem("defect", d.Sentence, d.Field, d.Rule))];
    }

    public static string TopicOf(Problem problem) => problem.Field switch
    {
        null => Topic.Check,
        "Files" or "ConsentFiles" => Topic.Premises,
        var field => FormFields.Find(field)?.Topic ?? Topic.Check,
    };

    public static IReadOnlyList<TopicState> States(Answers a, IReadOnlyList<Problem> problems, string? current) =>
    [
        .. Topic.All.Select(t =>
        {
            var count = problems.Count(p => TopicOf(p) == t.Code);
            return t.Code == current ? new TopicState(t, "正在填", Tone.B, count)
                : t.Code == Topic.Check || !a.Visited.Contains(t.Code) ? new TopicState(t, "未填", Tone.N, count)
                : count > 0 ? new TopicState(t, $"{count}处要改", Tone.A, count)
                : new TopicState(t, "已填", Tone.G, 0);
        }),
    ];
}
