using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>Registered items (rulebook A §1.2) and filed items (§1.3).</summary>
internal enum KindItem
{
    Name, Type, Scope, Address, Capital, Head, HeadHome, Investors,
    Articles, Term, Contributions, Officers, Members, Family, Liaison, DocumentRecipient, BeneficialOwner,
}

/// <summary>Not asked for, registered when used, registered, filed.</summary>
internal enum Need { No, IfUsed, Registered, Filed }

/// <summary>Families of kinds that share a law.</summary>
internal enum KindFamily { Individual, Company, NonCompany, SoleProp, Partnership, Coop, Branch }

/// <summary>A paper for establishment .</summary>
internal sealed record Paper(string Code, string Word);

/// <summary>How many hold it, and how they are called. <see cref="MostKey"/> names the parameter with the highest number.</summary>
internal sealed record Holding(PersonRoles Role, string Word, string LeastKey, string? MostKey);

/// <summary>
/// One kind of entity as data: its words, its code, its head, who holds it and which items it registers and files. What the matrix says is read here and nowhere else.
/// </summary>
internal sealed record KindSheet(EntityKind Kind, KindFamily Family, string Word, string Form)
{
    /// <summary>Second character of the credit code and the segment the code comes from.</summary>
    public char Category { get; init; } = '1';
    public string Segment { get; init; } = "MACX";

    /// <summary>What a name of this kind must end with, behind the organisation form; null when nothing .</summary>
    public string? Suffix { get; init; }

    /// <summary>Has the capacity of a legal person.</summary>
    public bool LegalPerson { get; init; }
    public bool Foreign { get; init; }

    /// <summary>Holders are limited in what they owe by a date, or pay in full before establishment .</summary>
    public bool IsJointStock => Kind is EntityKind.Jsc or EntityKind.FieJsc;

    public PersonRoles Head { get; init; } = PersonRoles.LegalRepresentative;
    public string HeadTitle { get; init; } = "法定代表人";
    public string? CapitalTitle { get; init; } = "注册资本";
    public string AddressTitle { get; init; } = "住所";

    /// <summary>Who holds it; null for kinds without holders.</summary>
    public Holding? Holders { get; init; }

    /// <summary>Types of <c>review.singlePersonTypes</c> begin with it.</summary>
    public string ReviewType { get; init; } = Form;

    public required IReadOnlyDictionary<KindItem, Need> Items { get; init; }
    public required IReadOnlyList<Paper> Papers { get; init; }

    public bool Has(KindItem item) => Items.ContainsKey(item);

    public Need this[KindItem item] => Items.GetValueOrDefault(item);

    public bool IsBranch => Family == KindFamily.Branch;
}
