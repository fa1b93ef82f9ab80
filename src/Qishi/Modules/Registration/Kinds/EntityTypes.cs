using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>
/// The type as registered (类型): a code of the type dictionary and its words. Which variant a draft is follows from who holds it; the codes themselves are the reference list
/// <c>entity-types.csv</c>.
/// </summary>
internal static class EntityTypes
{
    public static RegisteredType Of(EntityDraft draft, Catalogue catalogue) => catalogue.Type(draft.Kind, Variant(draft));

    public static string Variant(EntityDraft draft) => KindBook.Of(draft.Kind) switch
    {
        { Kind: EntityKind.Individual } => draft.Composition == CompositionForm.Family ? "FAMILY" : "PERSONAL",
        { Family: KindFamily.NonCompany } => (draft.Ownership ?? Ownership.WholePeople).ToString().ToUpperInvariant(),
        { Family: KindFamily.Company, Foreign: false } sheet => Company(draft, sheet),
        { Kind: EntityKind.Branch } => draft.Parent?.Kind is { } parent ? KindBook.Of(parent) is { Foreign: true } ? "FIE" : KindBook.Of(parent).Family.ToString().ToUpperInvariant() : "COMPANY",
        _ => "",
    };

    private static string Company(EntityDraft draft, KindSheet sheet)
    {
        var held = draft.Shareholders.Select(s => s.Organisation is { } o ? draft.Organisations.ElementAtOrDefault(o)?.Kind : null).ToList();
        if (held is [OrganisationKind.StateInvestor])
            return "STATE";
        if (held.Count == 1 && !sheet.IsJointStock)
            return held[0] is null ? "ONE_PERSON" : "ONE_ORGANISATION";
        var (all, persons) = (draft.Shareholders.Sum(s => (decimal)s.AmountFen), draft.Shareholders.Where(s => s.Organisation is null).Sum(s => (decimal)s.AmountFen));
        return all == 0 || persons * 2 >= all ? "PERSONS" : "OTHER";
    }
}
