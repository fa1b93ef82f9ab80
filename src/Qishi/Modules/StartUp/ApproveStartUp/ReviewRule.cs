using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.ApproveStartUp;

/// <summary>Who decides: one person for the types of <c>review.singlePersonTypes</c>, else two (rulebook A §5.4).</summary>
internal static class ReviewRule
{
    public static bool IsSinglePerson(EntityDraft draft, RuleBook rules, DateOnly on) =>
        rules.Texts("review.singlePersonTypes", on).Contains(TypeOf(draft.Kind))
        && (draft.Kind == EntityKind.Individual || draft.Shareholders.Count <= rules.Int("review.singlePersonMaxShareholders", on));

    private static string TypeOf(EntityKind kind) => kind switch
    {
        EntityKind.Individual => "INDIVIDUAL_ESTABLISH",
        EntityKind.Llc => "LLC_NATURAL_ESTABLISH",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
