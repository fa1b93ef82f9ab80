using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Establish;

/// <summary>The one form of 设立登记: which fields it has follows from the matrix of the kind and from what was answered so far (how many persons, who holds a part).</summary>
internal static class EstablishFields
{
    public const int MostPeople = 60;

    public static IReadOnlyList<FormField> For(Func<string, string> answers, Ground ground)
    {
        if (!Enum.TryParse<EntityKind>(answers("Kind"), out var kind) || !Enum.IsDefined(kind))
            return [KindField];
        var sheet = KindBook.Of(kind);
        return [KindField, .. Form(sheet), .. Parent(sheet), .. Name(sheet, ground), .. People(sheet, answers), .. Organisations(sheet, answers), .. Capital(sheet), .. Place(sheet, answers, ground), .. Rest(sheet)];
    }

    private static FormField KindField => new("Kind", "办哪一种", FormShape.Select, "Kind", Options: [.. KindBook.All.Select(k => new Option(k.Kind.ToString(), k.Word))], Head: "类型");

    private static IEnumerable<FormField> Form(KindSheet sheet)
    {
        if (sheet.Family == KindFamily.Individual)
            yield return new("Composition", "组成形式", FormShape.Choice, "Composition", Options: [new("Personal", "个人经营"), new("Family", "家庭经营")]);
        if (sheet.Family == KindFamily.NonCompany)
            yield return new("Ownership", "所有制", FormShape.Choice, "Ownership", Options: [new("WholePeople", "全民所有制"), new("Collective", "集体所有制"), new("JointOperation", "联营")]);
    }

    private static IEnumerable<FormField> Parent(KindSheet sheet)
    {
        if (!sheet.IsBranch)
            yield break;
        yield return new("ParentName", "隶属企业名称", FormShape.Line, "Parent.Name", Head: "隶属企业");
        yield return new("ParentCode", sheet.Foreign ? "登记号码" : "统一社会信用代码", FormShape.Line, "Parent.Code");
        if (sheet.Foreign)
        {
            yield return new("ParentNationality", "国别", FormShape.Line, "Parent.Nationality", "两位字母，例如JP");
            yield return new("ParentLiability", "责任形式", FormShape.Line, "Parent.LiabilityForm");
        }
        else
        {
            yield return new("ParentKind", "隶属企业类型", FormShape.Select, "Parent.Kind", Options: [.. KindBook.All.Where(k => !k.IsBranch && k.Kind != EntityKind.Individual).Select(k => new Option(k.Kind.ToString(), k.Word))]);
        }
    }

    private static IEnumerable<FormField> Name(KindSheet sheet, Ground ground)
    {
        if (!sheet.IsBranch)
            yield return new("Division", "行政区划", FormShape.Line, "Name.Division", Head: "名称", Now: ground.County.Name);
        yield return new("TradeName", "字号", FormShape.Line, "Name.TradeName", sheet[KindItem.Name] == Need.IfUsed ? "没有名称的不填，执照名称栏为“*”" : null, Optional: sheet[KindItem.Name] == Need.IfUsed || sheet.IsBranch, Head: sheet.IsBranch ? "名称（前面冠以隶属企业全称）" : null);
        if (!sheet.IsBranch)
            yield return new("Industry", "行业或者经营特点", FormShape.Line, "Name.Industry", Optional: sheet[KindItem.Name] == Need.IfUsed);
        yield return new("NameForm", sheet.IsBranch ? "结尾" : "组织形式", FormShape.Line, "Name.Form", sheet.IsBranch ? "例如“分公司”" : sheet.Suffix is null ? null : $"后面自动加“{sheet.Suffix}”", Optional: sheet[KindItem.Name] == Need.IfUsed);
    }

    private static IEnumerable<FormField> People(KindSheet sheet, Func<string, string> answers)
    {
        yield return new("PeopleCount", "共有几人", FormShape.Line, "People", $"{sheet.HeadTitle}{(sheet.Holders is null ? "" : "、" + sheet.Holders.Word)}、登记联络员等都算；改了人数先保存", Head: "人员", Now: "1");
        for (var n = 1; n <= Count(answers("PeopleCount"), 1); n++)
        {
            var at = $"People[{n - 1}]";
            yield return new($"P{n}Name", "姓名", FormShape.Line, at + ".Name", Head: $"第{n}人");
            yield return new($"P{n}IdKind", "证件类型", FormShape.Select, at + ".IdKind", Options: [.. Enum.GetValues<IdKind>().Select(k => new Option(k.ToString(), IdDocument.Word(k)))], Now: nameof(IdKind.CitizenId));
            yield return new($"P{n}IdNumber", "证件号码", FormShape.Line, at + ".IdNumber");
            yield return new($"P{n}Mobile", "手机号", FormShape.Line, at + ".Mobile", Optional: true);
            yield return new($"P{n}Roles", "职务", FormShape.Many, at + ".Roles", Options: [.. RolesOf(sheet).Select(r => new Option(r.ToString(), PeopleRules.Word(r)))]);
            yield return new($"P{n}Home", "住所（居所）", FormShape.Line, at + ".HomeAddress", Optional: !sheet.Has(KindItem.HeadHome) && sheet.Family != KindFamily.Partnership);
            if (sheet.Foreign)
                yield return new($"P{n}Nationality", "国籍", FormShape.Line, at + ".Nationality", "两位字母", Optional: true, Now: "CN");
            yield return new($"P{n}Verified", "已实名核验（刷脸，或者当面核对证件）", FormShape.Tick, at + ".RealNameVerified", Optional: true);
            if (sheet.Family == KindFamily.SoleProp)
                yield return new($"P{n}Official", "属于公务员等禁止从事营利性活动的人员", FormShape.Tick, at + ".PublicOfficial", Optional: true);
            if (sheet.Holders is { } holding && answers($"P{n}Roles").Split(',').Contains(holding.Role.ToString()))
                foreach (var field in Share($"P{n}", sheet, null))
                    yield return field;
        }
    }

    private static IEnumerable<FormField> Organisations(KindSheet sheet, Func<string, string> answers)
    {
        if (sheet.Holders is not { } holding)
            yield break;
        yield return new("OrganisationCount", $"有几个单位是{holding.Word}", FormShape.Line, "Organisations", "没有的填0；改了先保存", Head: $"单位{holding.Word}", Now: "0");
        for (var n = 1; n <= Count(answers("OrganisationCount"), 0); n++)
        {
            var at = $"Organisations[{n - 1}]";
            yield return new($"O{n}Name", "单位名称", FormShape.Line, at + ".Name", Head: $"第{n}个单位");
            yield return new($"O{n}Code", "统一社会信用代码或者登记号码", FormShape.Line, at + ".Code");
            yield return new($"O{n}Kind", "单位性质", FormShape.Select, at + ".Kind", Options: [.. Enum.GetValues<OrganisationKind>().Select(k => new Option(k.ToString(), Wording.Organisation(k)))], Now: nameof(OrganisationKind.Company));
            yield return new($"O{n}Address", "住所", FormShape.Line, at + ".Address", Optional: sheet.Family != KindFamily.Partnership);
            yield return new($"O{n}Nationality", "国别", FormShape.Line, at + ".Nationality", "两位字母", Optional: true, Now: "CN");
            if (sheet.Family == KindFamily.Company)
                yield return new($"O{n}Level", "代表哪一级人民政府出资", FormShape.Select, at + ".Level", Options: [new("None", "不是"), new("County", "县级"), new("City", "市级"), new("Province", "省级"), new("State", "国家")], Optional: true, Now: "None");
            if (sheet.Family == KindFamily.Partnership)
            {
                yield return new($"O{n}Manages", "担任执行事务合伙人", FormShape.Tick, at + ".ManagingPartner", Optional: true);
                yield return new($"O{n}Delegate", "委派代表是第几人", FormShape.Line, at + ".Delegate", Optional: true);
            }

            foreach (var field in Share($"O{n}", sheet, at))
                yield return field;
        }
    }

    private static IEnumerable<FormField> Share(string who, KindSheet sheet, string? organisation)
    {
        var at = $"Share:{who}";
        yield return new(who + "Amount", sheet.Family == KindFamily.Coop ? "出资额" : "认缴出资额", FormShape.Money, at + ".AmountFen");
        yield return new(who + "Paid", "实缴出资额", FormShape.Money, at + ".PaidFen", Optional: !sheet.IsJointStock);
        yield return new(who + "Contribution", "出资方式", FormShape.Select, at + ".Form", Options: [.. Enum.GetValues<ContributionForm>().Where(f => f != ContributionForm.Labour || sheet.Family == KindFamily.Partnership).Select(f => new Option(f.ToString(), Wording.Contribution(f)))], Now: nameof(ContributionForm.Money));
        if (sheet.Has(KindItem.Contributions))
            yield return new(who + "DueOn", "出资日期", FormShape.Day, at + ".DueOn");
        if (sheet.Family == KindFamily.Partnership)
            yield return new(who + "Liability", "承担责任方式", FormShape.Choice, at + ".Liability", Options: [new("Unlimited", "无限连带责任"), new("Limited", "有限责任")]);
        if (sheet.Kind == EntityKind.Coop && organisation is null)
            yield return new(who + "Farmer", "是农民", FormShape.Tick, at + ".Farmer", Optional: true);
    }

    private static IEnumerable<FormField> Capital(KindSheet sheet)
    {
        if (!sheet.Has(KindItem.Capital))
            yield break;
        yield return new("Capital", sheet.CapitalTitle!, FormShape.Money, "CapitalFen", Optional: sheet[KindItem.Capital] == Need.IfUsed, Head: sheet.CapitalTitle);
        if (sheet.Foreign)
            yield return new("Currency", "币种", FormShape.Select, "Currency", Options: [.. Wording.CurrencyCodes.Select(c => new Option(c, c))], Now: "CNY");
    }

    private static IEnumerable<FormField> Place(KindSheet sheet, Func<string, string> answers, Ground ground)
    {
        var towns = ground.Catalogue.Areas.Where(a => a.IsTown).ToDictionary(a => a.Code, a => a.Name);
        yield return new("Village", "乡镇、村（社区）", FormShape.Select, "Premises.AreaCode", Options: [.. ground.Catalogue.Areas.Where(a => !a.IsTown).Select(a => new Option(a.Code, towns.GetValueOrDefault(a.ParentCode) + a.Name))], Head: sheet.AddressTitle);
        yield return new("Detail", "路名、门牌号，到房间", FormShape.Line, "Premises.Detail");
        yield return new("Proof", "证明", FormShape.Choice, "Premises.Proof", "选集群注册托管或者住宅的，先保存，看下一步", PremisesForm.Proofs(sheet.Kind));
        if (answers("Proof") == nameof(PremisesProof.Hosted))
            yield return new("Host", "托管企业的统一社会信用代码", FormShape.Line, "Premises.Host");
        yield return new("Floors", "自建房有几层", FormShape.Line, "Premises.SelfBuiltFloors", "不是自建房的不填", Optional: true);
        yield return new("Residential", "使用住宅", FormShape.Tick, "Premises.Residential", Optional: true);
        if (answers("Residential") == "true")
            yield return new("Consent", "有利害关系的业主怎样同意的", FormShape.Choice, "Premises.Consent", PremisesForm.ConsentHint, PremisesForm.Consents);
    }

    private static IEnumerable<FormField> Rest(KindSheet sheet)
    {
        yield return new("Scope", "经营范围", FormShape.Text, "ScopeItems", "规范表述或者项目代码，一行一项，主业在前", Head: "其他");
        if (sheet.Has(KindItem.Term))
            yield return new("Term", "经营期限（年）", FormShape.Line, "TermYears", "长期的不填", Optional: true);
        yield return new("Employees", "从业人数", FormShape.Line, "Employees", Optional: true);
        if (sheet.Has(KindItem.BeneficialOwner))
            yield return new("Beneficial", "受益所有人", FormShape.Choice, "BeneficialOwner.Way", Options: [new("Commit", "承诺免报"), new("File", "现在备案（在职务中勾选受益所有人）"), new("Later", "成立后30日内备案")]);
        yield return new("Duplicates", "执照副本（本）", FormShape.Line, "Duplicates", Now: "1");
    }

    /// <summary>Roles the kind knows, its head first.</summary>
    public static IEnumerable<PersonRoles> RolesOf(KindSheet sheet)
    {
        yield return sheet.Head;
        if (sheet.Family == KindFamily.Company)
            foreach (var role in new[] { PersonRoles.Director, PersonRoles.Manager, PersonRoles.Supervisor, PersonRoles.AuditCommittee })
                yield return role;
        if (sheet.Holders is { } holding && holding.Role != sheet.Head)
            yield return holding.Role;
        if (sheet.Family == KindFamily.Partnership)
            yield return PersonRoles.Delegate;
        if (sheet.Has(KindItem.Family))
            yield return PersonRoles.FamilyMember;
        if (sheet.Has(KindItem.DocumentRecipient))
            yield return PersonRoles.DocumentRecipient;
        if (sheet.Has(KindItem.BeneficialOwner))
            yield return PersonRoles.BeneficialOwner;
        yield return PersonRoles.FinanceOfficer;
        yield return PersonRoles.Liaison;
    }

    public static int Count(string typed, int otherwise) => int.TryParse(NormalisedText.HalfWidth(typed), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, otherwise, MostPeople) : otherwise;
}
