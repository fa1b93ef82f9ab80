using System.Globalization;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>Puts posted values into the answers. A field somebody else changed meanwhile is kept, or told as a clash when the reader changed it too.</summary>
internal static class TopicMerge
{
    /// <summary>Names of check boxes that stood on the page: a browser does not post what is not ticked.</summary>
    public const string AskedField = "_asked";

    private const int MostPeople = 60;

    public static IReadOnlyList<Clash> Apply(Answers answers, StartUpCase c, SaveTopicInput input, string by, DateTime at)
    {
        var clashes = new List<Clash>();
        var (before, next) = (Snapshot(answers), c.Version + 1);
        foreach (var (name, value) in Posted(answers, c, input))
        {
            var keep = input.Keep.GetValueOrDefault(name);
            if (keep == "theirs")
                continue;
            var (current, change) = (answers[name], answers.Changes.GetValueOrDefault(name));
            if (current == value)
                continue;
            if (keep is null && change is not null && change.Version > input.Version)
            {
                if (value != change.Was)
                    clashes.Add(new Clash(name, current, value, change.By, change.At));
                continue;
            }

            answers.Put(name, value, next, by, at);
        }

        if (clashes.Count > 0)
            Restore(answers, before);
        else
            Act(answers, input, next, by, at);
        return clashes;
    }

    /// <summary>Cleaned values of the fields this page may set.</summary>
    private static IEnumerable<(string Name, string Value)> Posted(Answers answers, StartUpCase c, SaveTopicInput input)
    {
        var asked = input.Values.GetValueOrDefault(AskedField, []).SelectMany(v => v.Split(','));
        var locked = LockedIdentity(answers, c);
        foreach (var name in input.Values.Keys.Concat(asked).Distinct(StringComparer.Ordinal))
        {
            if (FormFields.Find(name) is not { } field || !input.Topics.Contains(field.Topic) || (locked && name is "P1.Name" or "P1.IdNumber"))
                continue;
            if (FormFields.PersonOf(name) is { } person && !answers.People.Contains(person))
                continue;
            if (!input.Values.ContainsKey(name) && field.Shape is not (Shape.Tick or Shape.Many))
                continue;
            yield return (name, FormFields.Clean(field, input.Values.GetValueOrDefault(name, [])));
        }
    }

    /// <summary>The applicant's own verified name and number come from the account and are not typed here.</summary>
    public static bool LockedIdentity(Answers answers, StartUpCase c) =>
        c.Channel == Channel.Online && answers.Of(1, "Verified").Length > 0 && answers.Of(1, "Verified") == EntityDraftMaker.VerifiedMark(answers, 1);

    private static void Act(Answers answers, SaveTopicInput input, int version, string by, DateTime at)
    {
        var (act, argument) = input.Act.Split(':', 2) is [var a, var b] ? (a, b) : (input.Act, "");
        var people = answers.People;
        switch (act)
        {
            case "add-person" when people.Count < MostPeople:
                answers.Put("People", string.Join(',', people.Append(people.Max() + 1)), version, by, at);
                break;
            case "remove-person" when int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var gone) && gone != 1 && people.Contains(gone):
                answers.Put("People", string.Join(',', people.Where(p => p != gone)), version, by, at);
                foreach (var field in answers.Values.Keys.Where(k => k.StartsWith($"P{gone}.", StringComparison.Ordinal)).ToList())
                    answers.Put(field, "", version, by, at);
                foreach (var officer in new[] { "FinanceOfficer", "InsuranceOfficer", "Liaison" })
                    if (answers[officer] == argument)
                        answers.Put(officer, "1", version, by, at);
                break;
            case "main" when answers.Many("ScopeItems").Contains(argument):
                answers.Put("ScopeItems", string.Join(',', answers.Many("ScopeItems").Where(i => i != argument).Prepend(argument)), version, by, at);
                break;
        }
    }

    private static Dictionary<string, string> Snapshot(Answers answers) => new(answers.Values, StringComparer.Ordinal);

    private static void Restore(Answers answers, Dictionary<string, string> before)
    {
        answers.Values.Clear();
        foreach (var (field, value) in before)
            answers.Values[field] = value;
    }
}
