using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.ReviewCase;

namespace Qishi.Modules.StartUp.ReturnStartUp;

/// <summary>A line of the sheet on which a reviewer marks defects: a failed rule, a field, a piece of material, or the whole.</summary>
/// <param name="Key">Stable key: <c>rule:…</c>, <c>field:…</c>, <c>file:…</c>, <c>whole</c>.</param>
/// <param name="Group">Head under which it stands.</param>
/// <param name="Word">What it is.</param>
/// <param name="Answer">What was submitted, masked.</param>
/// <param name="Field">Field the applicant is led to; null for the whole.</param>
/// <param name="Suggested">Sentence proposed.</param>
/// <param name="Rule">Rule that failed; null when none did.</param>
internal sealed record SheetLine(string Key, string Group, string Word, string Answer, string? Field, string? Suggested, string? Rule)
{
    public bool IsRule => Key.StartsWith("rule:", StringComparison.Ordinal);
}

/// <summary>Everything a notice of defects may name: failed rules first, then every field asked, every file, and the whole.</summary>
internal static class ReturnSheet
{
    public static IReadOnlyList<SheetLine> Of(CaseFile file)
    {
        var lines = file.Checks.Where(c => c.Check.Outcome == CheckOutcome.Fail)
            .Select(c => new SheetLine($"rule:{c.Key}", "规则核查不符合", c.Check.Title, c.Check.Detail ?? "", FieldOf(file, c), Sentence(c.Check), c.Check.Id)).ToList();
        foreach (var name in FormSummary.AskedFields(file.View).Distinct())
        {
            var field = FormFields.Find(name)!;
            var who = FormFields.PersonOf(name) is { } p && file.View.Answers.People.Count > 1 ? $"（{file.View.PersonWord(p)}）" : "";
            lines.Add(new($"field:{name}", Topic.Find(field.Topic)!.WordFor(file.View.Context.Kind), (name == "Capital" && !file.View.IsCompany ? "资金数额" : field.Word) + who, Secrets.Shown(name, FormText.Of(file.View, name)), name, null, null));
        }

        lines.AddRange(file.View.Context.PlaceFiles.Select(m => new SheetLine($"file:{m.Digest}", "材料", m.FileName, "", "Files", null, null)));
        lines.Add(new("file:missing", "材料", "缺少的材料", "", "Files", null, null));
        lines.Add(new("whole", "其他", "其他需要补正的内容", "", null, null, null));
        return lines;
    }

    private static string? FieldOf(CaseFile file, CheckedRule rule) => rule.Check.Field is { } path ? EntityDraftMaker.FieldOf(path, file.View.Answers) : null;

    private static string Sentence(RuleCheck check) => check.Detail is null ? check.Title : $"{check.Title}：{check.Detail}";
}
