using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Two drafts of one entity side by side: every item that differs, as the law names it. Pure.</summary>
internal static class ChangeLines
{
    public static IReadOnlyList<ChangeLine> Between(EntityDraft before, EntityDraft after, Ground ground)
    {
        var lines = new List<ChangeLine>();
        void Add(string item, string was, string now, bool registered = true, bool printed = true)
        {
            if (was != now)
                lines.Add(new(item, was.Length == 0 ? "无" : was, now.Length == 0 ? "无" : now, registered, printed));
        }

        Add("名称", before.Name?.Full ?? Entity.NoName, after.Name is null ? Entity.NoName : after.Name.Full);
        Add("类型", EntityTypes.Of(before, ground.Catalogue).Word, EntityTypes.Of(after, ground.Catalogue).Word);
        Add(Wording.HeadTitle(after.Kind), Heads.Name(before), Heads.Name(after));
        Add(Wording.AddressTitle(after.Kind), Address(before, ground), Address(after, ground));
        if (!before.ScopeItems.SequenceEqual(after.ScopeItems))
            Add("经营范围", Scope(before, ground), Scope(after, ground));
        Add(Wording.CapitalTitle(after.Kind), Capital(before), Capital(after));
        if (KindBook.Of(after.Kind).Holders is { } holding)
            Add(holding.Word, Holders(before), Holders(after), registered: KindBook.Of(after.Kind).Has(KindItem.Investors), printed: false);
        else if (KindBook.Of(before.Kind).Holders is { } held)
            Add(held.Word, Holders(before), "", printed: false);
        Add("认缴出资", Shares(before), Shares(after), registered: false, printed: false);
        Add("经营期限", Term(before), Term(after), registered: false, printed: false);
        Add("董事、监事、经理", Officers(before), Officers(after), registered: false, printed: false);
        Add("登记联络员", Who(before, PersonRoles.Liaison), Who(after, PersonRoles.Liaison), registered: false, printed: false);
        Add("参加经营的家庭成员", Who(before, PersonRoles.FamilyMember), Who(after, PersonRoles.FamilyMember), registered: false, printed: false);
        Add("联系电话", Masked.Phone(EntityRewriter.Head(before)?.Mobile), Masked.Phone(EntityRewriter.Head(after)?.Mobile), registered: false, printed: false);
        return lines;
    }

    private static string Address(EntityDraft draft, Ground ground) => NewEntity.Address(NormalisedText.Codes(draft.Premises.AreaCode), draft.Premises.Detail, ground);

    private static string Scope(EntityDraft draft, Ground ground) =>
        ScopeText.Of(draft.ScopeItems.Select(c => ground.Catalogue.Item(c)).OfType<ScopeItem>(), draft.PriorApprovals.ToDictionary(a => a.ItemCode, a => a.DocumentNo), ground);

    private static string Capital(EntityDraft draft) => draft.CapitalFen is { } fen ? new Money(fen).Wan : "";

    private static string Term(EntityDraft draft) => draft.TermYears is { } years ? $"{years}年" : "长期";

    private static string Who(EntityDraft draft, PersonRoles role) => string.Join("、", draft.People.Where(p => p.Roles.HasFlag(role)).Select(p => p.Name));

    private static string Officers(EntityDraft draft) => string.Join("；", new[] { PersonRoles.Director, PersonRoles.Supervisor, PersonRoles.Manager }
        .Where(r => draft.People.Any(p => p.Roles.HasFlag(r))).Select(r => $"{PeopleRules.Word(r)}：{Who(draft, r)}"));

    // Partners are registered with their way of answering for debts (实施细则 art. 6).
    private static string Holders(EntityDraft draft) => string.Join("、", draft.Shareholders.Select(s => HolderFields.NameOf(draft, s) + (s.Liability is { } liability ? $"（{Wording.Liability(liability)}）" : "")));

    private static string Shares(EntityDraft draft) => string.Join("；", draft.Shareholders
        .Select(s => $"{HolderFields.NameOf(draft, s)}{new Money(s.AmountFen).Wan}{(s.DueOn == default || !KindBook.Of(draft.Kind).Has(KindItem.Contributions) ? "" : $"（{s.DueOn:yyyy-MM-dd}前）")}"));
}
