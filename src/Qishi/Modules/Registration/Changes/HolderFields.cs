using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Changes;

/// <summary>Who holds an entity, in the form of a change: shareholders, partners, members, contributors who are there, and those who come (条例 art. 8, 9; 合伙企业法 art. 43, 45; 农民专业合作社法 art. 19).</summary>
internal static class HolderFields
{
    /// <summary>New persons and organisations one application takes; more come with a second one.</summary>
    public const int NewPeople = 3, NewOrganisations = 2;

    /// <summary>What is written in place of an amount by who leaves; 0 says the same of who held something.</summary>
    public const string Gone = "退出";

    /// <summary>The item as the kind calls it; members of a cooperative are filed.</summary>
    public static string ItemWord(KindSheet sheet) => sheet switch
    {
        { Family: KindFamily.SoleProp } => "出资额",
        { Family: KindFamily.Coop } => "出资总额、成员（备案）",
        { Holders: { } holding } => $"{sheet.CapitalTitle}、{holding.Word}、出资",
        _ => "出资额",
    };

    public static IEnumerable<ActField> Of(EntityDraft now)
    {
        var sheet = KindBook.Of(now.Kind);
        var word = sheet.Holders?.Word ?? "";
        yield return new("CapitalWan", sheet.CapitalTitle ?? "出资额", FieldShape.Money, Now: now.CapitalFen is { } fen ? ChangeFields.Wan(fen) : null, Head: ItemWord(sheet));
        if (sheet.Holders is null)
            yield break;
        for (var i = 0; i < now.Shareholders.Count; i++)
        {
            var (share, name) = (now.Shareholders[i], NameOf(now, now.Shareholders[i]));
            yield return new($"Share{i}.Wan", $"{name}{Amount(sheet)}", FieldShape.Money, $"退出的填“{Gone}”", Now: ChangeFields.Wan(share.AmountFen));
            if (sheet.Has(KindItem.Contributions))
                yield return new($"Share{i}.DueOn", $"{name}出资日期", FieldShape.Day, Now: $"{share.DueOn:yyyy-MM-dd}");
            if (sheet.Family == KindFamily.Partnership)
                yield return Liability($"Share{i}", name, share.Liability?.ToString());
        }

        for (var n = 1; n <= NewPeople; n++)
            foreach (var field in Fresh($"New{n}", $"新{word}{n}", sheet))
                yield return field;
        for (var n = 1; n <= NewOrganisations; n++)
            foreach (var field in FreshOrganisation($"NewO{n}", $"新单位{word}{n}", sheet))
                yield return field;
    }

    /// <summary>Name of who holds a share.</summary>
    public static string NameOf(EntityDraft draft, ShareholderDraft share) =>
        share.Organisation is { } o ? draft.Organisations.ElementAtOrDefault(o)?.Name ?? "" : draft.People.ElementAtOrDefault(share.Person)?.Name ?? "";

    private static string Amount(KindSheet sheet) => sheet.Family == KindFamily.Coop ? "出资额" : "认缴";

    private static IEnumerable<ActField> Fresh(string prefix, string word, KindSheet sheet)
    {
        foreach (var field in ChangeFields.Person(prefix, word, optional: true))
            yield return field;
        if (sheet.Family == KindFamily.Partnership)
            yield return new($"{prefix}.HomeAddress", $"{word}住所", FieldShape.Line, Optional: true);
        if (sheet.Kind == EntityKind.Coop)
            yield return new($"{prefix}.Farmer", $"{word}是农民", FieldShape.Tick, Optional: true);
        foreach (var field in Share(prefix, word, sheet))
            yield return field;
    }

    private static IEnumerable<ActField> FreshOrganisation(string prefix, string word, KindSheet sheet)
    {
        yield return new($"{prefix}.Name", $"{word}名称", FieldShape.Line, Optional: true);
        yield return new($"{prefix}.Code", $"{word}统一社会信用代码或者登记号码", FieldShape.Line, Optional: true);
        yield return new($"{prefix}.Kind", $"{word}性质", FieldShape.Select, null, [.. Enum.GetValues<OrganisationKind>().Select(k => new Option(k.ToString(), Wording.Organisation(k)))], Optional: true);
        yield return new($"{prefix}.Address", $"{word}住所", FieldShape.Line, Optional: true);
        foreach (var field in Share(prefix, word, sheet))
            yield return field;
    }

    private static IEnumerable<ActField> Share(string prefix, string word, KindSheet sheet)
    {
        yield return new($"{prefix}.Wan", word + Amount(sheet), FieldShape.Money, Optional: true);
        yield return new($"{prefix}.Form", $"{word}出资方式", FieldShape.Select, "不选为货币", [.. Enum.GetValues<ContributionForm>().Where(f => f != ContributionForm.Labour || sheet.Family == KindFamily.Partnership).Select(f => new Option(f.ToString(), Wording.Contribution(f)))], Optional: true);
        if (sheet.Has(KindItem.Contributions))
            yield return new($"{prefix}.DueOn", $"{word}出资日期", FieldShape.Day, Optional: true);
        if (sheet.Family == KindFamily.Partnership)
            yield return Liability(prefix, word, null, optional: true);
    }

    private static ActField Liability(string prefix, string word, string? now, bool optional = false) =>
        new($"{prefix}.Liability", $"{word}承担责任方式", FieldShape.Choice, null, [new("Unlimited", "无限连带责任"), new("Limited", "有限责任")], now, optional);
}

/// <summary>The answers about holders as shares, people and organisations of the draft.</summary>
internal sealed class HolderAnswers(EntityDraft now, Answers answers, List<PersonDraft> people, Func<string, PersonRoles, int> join, Func<string, long?> fen, Func<string, DateOnly?> day)
{
    public List<OrganisationDraft> Organisations { get; } = [.. now.Organisations];

    private readonly KindSheet sheet = KindBook.Of(now.Kind);

    private PersonRoles Role => sheet.Holders?.Role ?? PersonRoles.Shareholder;

    public List<ShareholderDraft> Shares()
    {
        var shares = new List<ShareholderDraft>();
        for (var i = 0; i < now.Shareholders.Count; i++)
        {
            var old = now.Shareholders[i];
            var gone = answers.Text($"Share{i}.Wan") == HolderFields.Gone;
            var amount = !gone && answers.Has($"Share{i}.Wan") ? fen($"Share{i}.Wan") ?? old.AmountFen : old.AmountFen;
            if (gone || (amount == 0 && old.AmountFen > 0))
                Leave(old);
            else
                shares.Add(old with { AmountFen = amount, PaidFen = Math.Min(old.PaidFen, amount), DueOn = answers.Has($"Share{i}.DueOn") ? day($"Share{i}.DueOn") ?? old.DueOn : old.DueOn, Liability = LiabilityOf($"Share{i}") ?? old.Liability });
        }

        for (var n = 1; n <= HolderFields.NewPeople; n++)
            if (answers.Has($"New{n}.Name") || answers.Has($"New{n}.IdNumber"))
                shares.Add(Share($"New{n}", join($"New{n}", Role), null));
        for (var n = 1; n <= HolderFields.NewOrganisations; n++)
            if (answers.Has($"NewO{n}.Name") || answers.Has($"NewO{n}.Code"))
            {
                Organisations.Add(new(answers.Text($"NewO{n}.Name"), NormalisedText.Codes(answers[$"NewO{n}.Code"]), Enum.TryParse<OrganisationKind>(answers[$"NewO{n}.Kind"], out var kind) ? kind : OrganisationKind.Company,
                    answers.Has($"NewO{n}.Address") ? answers.Text($"NewO{n}.Address") : null));
                shares.Add(Share($"NewO{n}", -1, Organisations.Count - 1));
            }

        return shares;
    }

    // Who holds nothing any more manages nothing any more either.
    private void Leave(ShareholderDraft old)
    {
        if (old.Organisation is null)
            people[old.Person] = people[old.Person] with { Roles = people[old.Person].Roles & ~(Role | PersonRoles.ManagingPartner) };
    }

    private ShareholderDraft Share(string prefix, int person, int? organisation) => new(
        person, answers.Has($"{prefix}.Wan") ? fen($"{prefix}.Wan") ?? 0 : 0, Enum.TryParse<ContributionForm>(answers[$"{prefix}.Form"], out var form) ? form : ContributionForm.Money,
        answers.Has($"{prefix}.DueOn") ? day($"{prefix}.DueOn") ?? default : default, organisation, 0, LiabilityOf(prefix), answers.Ticked($"{prefix}.Farmer"));

    private PartnerLiability? LiabilityOf(string prefix) => sheet.Family == KindFamily.Partnership && Enum.TryParse<PartnerLiability>(answers[$"{prefix}.Liability"], out var liability) ? liability : null;
}
