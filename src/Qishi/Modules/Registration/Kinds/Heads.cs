using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>Who stands at the head and how the licence says it; an organisation as managing partner is named with its delegate (实施细则 art. 6).</summary>
internal static class Heads
{
    public static string Name(EntityDraft draft)
    {
        var role = KindBook.Of(draft.Kind).Head;
        var persons = draft.People.Where(p => p.Roles.HasFlag(role)).Select(p => NormalisedText.Name(p.Name));
        var organisations = draft.Organisations.Where(o => role == PersonRoles.ManagingPartner && o.ManagingPartner)
            .Select(o => NormalisedText.Text(o.Name) + (o.Delegate is { } d && draft.People.ElementAtOrDefault(d) is { } who ? $"（委派代表：{NormalisedText.Name(who.Name)}）" : ""));
        return string.Join("、", organisations.Concat(persons));
    }
}
