using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>How <c>review.singlePersonTypes</c> names an entity (rulebook A §5.4): LLC_NATURAL is a company of natural persons, LLC one with an organisation among its shareholders.</summary>
internal static class ReviewTypes
{
    public static string Of(EntityDraft draft) => draft.Kind == EntityKind.Llc && draft.Shareholders.All(s => s.Organisation is null) ? "LLC_NATURAL" : KindBook.Of(draft.Kind).ReviewType;

    public static string Of(Entity e) => e.Kind == EntityKind.Llc && e.TypeCode is "" or "1130" or "1151" ? "LLC_NATURAL" : KindBook.Of(e.Kind).ReviewType;
}
