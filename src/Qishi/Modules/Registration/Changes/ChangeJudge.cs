using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Premises;
using Qishi.Platform.Data;
using Qishi.Platform.Gates;

namespace Qishi.Modules.Registration.Changes;

/// <summary>What every act that alters items asks in common: the rules of establishment on the new draft, the name library, the gates, the real names.</summary>
internal sealed class ChangeJudge(NameCheck names, AllGates gates, IApplicants applicants, RegisterFactsReader facts, FieldCipher cipher)
{
    /// <summary>The draft with its new people verified by name and number (R-0.4).</summary>
    public async Task<EntityDraft> VerifiedAsync(EntityDraft draft, CancellationToken ct)
    {
        var people = draft.People.ToList();
        for (var i = 0; i < people.Count; i++)
            if (!people[i].RealNameVerified && people[i].Name.Length > 0 && people[i].IdNumber.Length > 0)
                people[i] = people[i] with { RealNameVerified = (await applicants.VerifyAsync(people[i].Name, people[i].IdNumber, ct)) is { Ok: true, Value: RealNameLevel.RealName } };
        return draft with { People = people };
    }

    /// <summary>Problems the change would bring: faults that stood before are not held against it.</summary>
    public async Task<(IReadOnlyList<Problem> Problems, IReadOnlyList<RuleCheck> Checks)> JudgeAsync(ActCase c, EntityDraft before, EntityDraft after, string act, CancellationToken ct)
    {
        // What was wrong with the old place excuses nothing about a new one.
        var moved = after.Premises != before.Premises;
        var old = DraftRules.Check(before, c.Ground).Where(p => !moved || p.Field?.StartsWith("Premises.", StringComparison.Ordinal) != true).Select(p => (p.Code, p.Sentence)).ToHashSet();
        List<Problem> problems = [.. DraftRules.Check(after, c.Ground).Where(p => !old.Contains((p.Code, p.Sentence))).Select(p => AtAnswer(p, before, after, c.Answers))];
        var checks = new List<RuleCheck>();
        if (after.Name is { } name && (after.Name != before.Name || after.Kind != before.Kind))
        {
            var verdict = await names.CheckAsync(name, after.Kind, c.Ground, c.Entity?.Id, ct);
            if (verdict.Result == NameResult.Blocked)
                problems.AddRange(verdict.Problems);
            checks.Add(verdict.Result == NameResult.Similar
                ? new("R-3.20", CheckOutcome.Note, "名称查重", string.Join("；", verdict.Problems.Select(p => p.Sentence)), c.Ground.Basis("name.libraryScope"))
                : new("R-3.20", verdict.Result == NameResult.Blocked ? CheckOutcome.Fail : CheckOutcome.Pass, "名称查重", verdict.Result == NameResult.Blocked ? verdict.Problems[0].Sentence : "没有相同、相近的名称", c.Ground.Basis("name.libraryScope")));
        }

        if (moved || !after.ScopeItems.SequenceEqual(before.ScopeItems))
        {
            // A new place, or new business at the old one, is looked at as at establishment (R-11.7 to R-11.9).
            var place = await facts.PlaceAsync(after, c.Ground, c.Entity?.Id, ct);
            List<Problem> about = [.. PlaceRules.Check(after, place.Negative, place.Host, c.Ground)];
            problems.AddRange(about);
            checks.AddRange(PremisesLines.Of(after, place, c.Ground).Select(l => l.Judge([.. problems, .. about])));
        }

        checks.AddRange(await GatesAsync(c, after, act, ct));
        return (problems, checks);
    }

    public async Task<IEnumerable<RuleCheck>> GatesAsync(ActCase c, EntityDraft draft, string act, CancellationToken ct)
    {
        var people = draft.People.Select(p => NormalisedText.Codes(p.IdNumber)).Where(id => id.Length > 0).Select(id => cipher.LookupKey(id, Person.IdPurpose)).Distinct().ToArray();
        var answers = await gates.AskAsync(new("registration." + act, c.Entity?.Uscc, people, c.Ground.On), ct);
        return answers.Count == 0
            ? [new("R-1.20", CheckOutcome.Pass, "限制和查封", "限制名单没有命中", "市场主体登记管理条例第十二条")]
            : answers.Select(a => new RuleCheck("R-1.20", a.Verdict switch { GateVerdict.Note => CheckOutcome.Note, GateVerdict.NeedsPerson => CheckOutcome.NeedsPerson, GateVerdict.Blocked => CheckOutcome.Fail }, "限制和查封", a.Sentence, a.Rule, null, a.RecordUrl));
    }

    // A problem of the draft stands at the field it was typed in.
    private static Problem AtAnswer(Problem problem, EntityDraft before, EntityDraft after, Answers answers)
    {
        var field = problem.Field ?? "";
        if (field == "CapitalFen")
            return problem.At("CapitalWan");
        if (field == "Premises.SelfBuiltFloors")
            return problem.At("Premises.Floors");
        if (field == "PriorApprovals")
            return problem.At("ScopeItems");
        if (Holder(field, before, after, answers) is { } held)
            return held.Length == 0 ? problem with { Field = null } : problem.At(held);
        if (!field.StartsWith("People[", StringComparison.Ordinal) || !int.TryParse(field.AsSpan(7, field.IndexOf(']', StringComparison.Ordinal) - 7), out var i) || i >= after.People.Count)
            return problem;
        var prefix = answers.Names.Where(n => n.EndsWith(".IdNumber", StringComparison.Ordinal) && NormalisedText.Codes(answers[n]) == NormalisedText.Codes(after.People[i].IdNumber)).Select(n => n[..^".IdNumber".Length]).FirstOrDefault()
            ?? answers.Names.Where(n => n.EndsWith(".Name", StringComparison.Ordinal) && NormalisedText.Name(answers[n]) == after.People[i].Name).Select(n => n[..^".Name".Length]).FirstOrDefault();
        var last = field[(field.LastIndexOf('.') + 1)..];
        return prefix is null ? problem with { Field = null } : problem.At($"{prefix}.{(last == "RealNameVerified" ? "IdNumber" : last)}");
    }

    // Field of a share or an organisation; "" when the form does not ask for it, null when the problem is about something else.
    private static string? Holder(string field, EntityDraft before, EntityDraft after, Answers answers)
    {
        var organisation = field.StartsWith("Organisations[", StringComparison.Ordinal);
        if (!organisation && !field.StartsWith("Shareholders[", StringComparison.Ordinal))
            return field == "Shareholders" ? "CapitalWan" : null;
        var (open, close) = (field.IndexOf('[', StringComparison.Ordinal) + 1, field.IndexOf(']', StringComparison.Ordinal));
        if (!int.TryParse(field.AsSpan(open, close - open), out var i) || i >= (organisation ? after.Organisations.Count : after.Shareholders.Count))
            return "";
        var name = organisation ? after.Organisations[i].Name : HolderFields.NameOf(after, after.Shareholders[i]);
        var old = before.Shareholders.ToList().FindIndex(s => HolderFields.NameOf(before, s) == name);
        var prefix = old >= 0 ? $"Share{old}" : answers.Names.Where(n => n.StartsWith("New", StringComparison.Ordinal) && n.EndsWith(".Name", StringComparison.Ordinal) && NormalisedText.Name(answers[n]) == NormalisedText.Name(name))
            .Select(n => n[..^".Name".Length]).FirstOrDefault();
        return prefix is null ? "" : $"{prefix}.{field[(field.LastIndexOf('.') + 1)..] switch { "AmountFen" or "PaidFen" or "Person" => "Wan", var part => part }}";
    }
}
