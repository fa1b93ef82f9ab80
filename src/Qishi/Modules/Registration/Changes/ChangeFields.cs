using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Changes;

/// <summary>The questions of a change: first which items, then the fields of those chosen, filled with what stands on the register.</summary>
internal static class ChangeFields
{
    public const string Items = "Items";

    private static readonly Option[] ForSoleTraders =
    [
        new("name", "名称"), new("premises", "经营场所"), new("scope", "经营范围"), new("composition", "组成形式"), new("capital", "资金数额"), new("phone", "联系电话（备案）"),
    ];

    private static readonly Option[] ForCompanies =
    [
        new("name", "名称"), new("premises", "住所"), new("scope", "经营范围"), new("head", "法定代表人"), new("shares", "注册资本、股东、出资"), new("term", "经营期限（备案）"),
        new("officers", "董事、监事、经理、联络员（备案）"), new("charter", "章程（备案）"), new("phone", "联系电话（备案）"),
    ];

    private static readonly Option[] ForOthers =
    [
        new("name", "名称"), new("premises", "住所、经营场所"), new("scope", "经营范围"), new("head", "法定代表人、负责人"), new("investor", "投资人"), new("managers", "执行事务合伙人"), new("shares", "出资额、合伙人、成员、出资人"), new("term", "经营期限（备案）"), new("charter", "章程、协议（备案）"), new("phone", "联系电话（备案）"),
    ];

    /// <summary>Items a kind registers or files, as the matrix says (rulebook A §1.2, §1.3).</summary>
    public static IReadOnlyList<Option> OptionsOf(EntityKind kind) => KindBook.Of(kind) switch
    {
        { Family: KindFamily.Individual } => ForSoleTraders,
        { Family: KindFamily.Company } => ForCompanies,
        var sheet => [.. ForOthers.Where(o => o.Value switch
        {
            "name" => !sheet.IsBranch,
            "investor" => sheet.Family == KindFamily.SoleProp,
            "managers" => sheet.Family == KindFamily.Partnership,
            "shares" => sheet.Holders is not null || sheet.Family == KindFamily.SoleProp,
            "head" => sheet.Head is PersonRoles.LegalRepresentative or PersonRoles.PersonInCharge,
            "term" => sheet.Has(KindItem.Term),
            "charter" => sheet.Has(KindItem.Articles),
            _ => true,
        }).Select(o => o.Value == "shares" ? o with { Text = HolderFields.ItemWord(sheet) } : o)],
    };

    public static IReadOnlyList<ActField> Of(EntityDraft now, Answers answers, Ground ground)
    {
        var chosen = answers.Many(Items);
        List<ActField> fields =
        [
            new(Items, "要变更的事项", FieldShape.Many, "可以一次选几项。选好后点“保存，看下一步”，再填各项内容", OptionsOf(now.Kind)),
            new("DecidedOn", now.Kind == EntityKind.Individual ? "决定变更的日期" : "决议、决定的日期", FieldShape.Day, "自这一天起30日内申请"),
        ];
        foreach (var item in chosen)
            fields.AddRange(FieldsOf(item, now, answers, ground));
        fields.AddRange(Votes.Fields(now, chosen));
        return fields;
    }

    public static IReadOnlyList<ActField> Premises(EntityDraft now, Answers answers, Ground ground, string head) =>
    [
        new("Premises.AreaCode", "乡镇、村（社区）", FieldShape.Select, null, [.. ground.Catalogue.Areas.Where(a => !a.IsTown).Select(a => new Option(a.Code, ground.Catalogue.Area(a.Code[..9])?.Name + a.Name))], now.Premises.AreaCode, Head: head),
        new("Premises.Detail", "路名、门牌号，到房间", FieldShape.Line, Now: now.Premises.Detail) { AreaField = "Premises.AreaCode" },
        new("Premises.Proof", "使用证明", FieldShape.Select, "选集群注册托管或者住宅的，先保存，看下一步", Proofs(now), now.Premises.Proof.ToString()),
        .. Answer(answers, "Premises.Proof", now.Premises.Proof.ToString()) == nameof(PremisesProof.Hosted)
            ? new[] { new ActField("Premises.Host", "托管企业的统一社会信用代码", FieldShape.Line, Now: now.Premises.Host) } : [],
        new("Premises.Floors", "自建房有几层", FieldShape.Line, "不是自建房的不填", Now: now.Premises.SelfBuiltFloors?.ToString(System.Globalization.CultureInfo.InvariantCulture), Optional: true),
        new("Premises.Use", "房屋用途", FieldShape.Choice, null, [new("Business", "不是住宅"), new("Dwelling", "住宅")], now.Premises.Residential ? "Dwelling" : "Business"),
        .. Answer(answers, "Premises.Use", now.Premises.Residential ? "Dwelling" : "") == "Dwelling"
            ? new[] { new ActField("Premises.Consent", "有利害关系的业主怎样同意的", FieldShape.Choice, PremisesForm.ConsentHint, PremisesForm.Consents, now.Premises.Consent?.ToString()) } : [],
    ];

    private static IReadOnlyList<Option> Proofs(EntityDraft now) => PremisesForm.Proofs(now.Kind);

    private static string Answer(Answers answers, string name, string now) => answers.Has(name) ? answers[name] : now;

    public static IEnumerable<ActField> Person(string prefix, string word, string? head = null, bool optional = false) =>
    [
        new($"{prefix}.Name", $"{word}姓名", FieldShape.Line, Optional: optional, Head: head), new($"{prefix}.IdNumber", $"{word}身份证号码", FieldShape.Line, Optional: optional), new($"{prefix}.Mobile", $"{word}手机号", FieldShape.Line, Optional: optional),
    ];

    private static IEnumerable<ActField> FieldsOf(string item, EntityDraft now, Answers answers, Ground ground) => item switch
    {
        "name" =>
        [
            new("Name.TradeName", "字号", FieldShape.Line, $"现在是：{now.Name?.Full ?? "没有名称"}", Now: now.Name?.TradeName, Head: "名称"), new("Name.Industry", "行业用语", FieldShape.Line, "例如米粉、食品", Now: now.Name?.Industry),
        ],
        "premises" => Premises(now, answers, ground, KindBook.Of(now.Kind).AddressTitle),
        "scope" => Scope(now, answers, ground),
        "composition" =>
        [
            new("Composition", "组成形式", FieldShape.Choice, null, [new("Personal", "个人经营"), new("Family", "家庭经营")], now.Composition?.ToString(), Head: "组成形式"), .. Person("Family", "参加经营的家庭成员", optional: true),
        ],
        "capital" => [new("CapitalWan", "资金数额", FieldShape.Money, Now: now.CapitalFen is { } fen ? Wan(fen) : null, Head: "资金数额")],
        "head" =>
        [
            new("Head.Pick", "由谁担任", FieldShape.Select, "从现有人员中选；是新的人，选“其他人”并填下面三项", [.. now.People.Select((p, i) => new Option($"{i}", p.Name)), new("new", "其他人")], Head: KindBook.Of(now.Kind).HeadTitle),
            .. Person("Head", "新" + KindBook.Of(now.Kind).HeadTitle, optional: true),
            .. Successor.Fields(now.Kind),
            .. KindBook.Of(now.Kind).Family != KindFamily.Company ? [] : new[] { new ActField("Head.Office", "职务", FieldShape.Choice, "法定代表人由执行公司事务的董事或者经理担任", [new("Director", "董事"), new("Manager", "经理")]) },
        ],
        "shares" => HolderFields.Of(now),
        "investor" => [.. Person("Investor", "新投资人", "投资人"), new("Investor.HomeAddress", "新投资人居所", FieldShape.Line)],
        "managers" =>
        [
            new("Managers", "执行事务合伙人", FieldShape.Many, "从普通合伙人中选；变更后的全部执行事务合伙人", [.. now.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(PersonRoles.Partner)).Select(x => new Option($"{x.i}", x.p.Name))],
                string.Join(',', now.People.Select((p, i) => (p, i)).Where(x => x.p.Roles.HasFlag(PersonRoles.ManagingPartner)).Select(x => x.i)), Head: "执行事务合伙人"),
        ],
        "term" => [new("TermYears", "经营期限（年）", FieldShape.Line, "长期的留空", Now: now.TermYears?.ToString(System.Globalization.CultureInfo.InvariantCulture), Optional: true, Head: "经营期限")],
        "officers" => Officers(now),
        "phone" => [new("Phone.Mobile", KindBook.Of(now.Kind).HeadTitle + "新手机号", FieldShape.Line, Head: "联系电话")],
        _ => [],
    };

    private static IEnumerable<ActField> Officers(EntityDraft now)
    {
        Option[] roles = [new("Director", "董事"), new("Supervisor", "监事"), new("Manager", "经理"), new("FinanceOfficer", "财务负责人"), new("Liaison", "登记联络员")];
        for (var i = 0; i < now.People.Count; i++)
        {
            var held = string.Join(',', roles.Where(r => now.People[i].Roles.HasFlag(Enum.Parse<PersonRoles>(r.Value))).Select(r => r.Value));
            yield return new($"Role{i}", now.People[i].Name, FieldShape.Many, "不再任职的全部去掉", roles, held, Optional: true, Head: i == 0 ? "董事、监事、经理、联络员" : null);
        }

        foreach (var field in Person("Officer", "新任人员", optional: true))
            yield return field;
        yield return new("Officer.Roles", "新任人员职务", FieldShape.Many, null, roles, Optional: true);
    }

    private static IEnumerable<ActField> Scope(EntityDraft now, Answers answers, Ground ground)
    {
        var shown = (answers.Has("ScopeItems") ? answers.Many("ScopeItems") : now.ScopeItems).Union(now.ScopeItems).ToList();
        if (answers.Has("ScopeWords"))
            shown.AddRange(ScopeSearch.Find(answers["ScopeWords"], ground.Catalogue.WordsOn(ground.On), 12).Select(i => i.Code).Except(shown).ToArray());
        var items = shown.Select(c => ground.Catalogue.Item(c)).OfType<ScopeItem>().ToList();
        yield return new("ScopeWords", "用平常的话查找", FieldShape.Line, "例如卖米粉、修手机；填了点“保存，看下一步”，结果列在下面", Optional: true, Head: "经营范围");
        yield return new("ScopeItems", "经营范围", FieldShape.Many, "变更后的全部项目", [.. items.Select(i => new Option(i.Code, i.Name, i.Permit is null ? null : $"须取得{i.Permit}"))], string.Join(',', now.ScopeItems));
        var wanted = answers.Has("ScopeItems") ? answers.Many("ScopeItems") : now.ScopeItems;
        foreach (var item in items.Where(i => i.Kind == ScopeKind.LicensedPrior && wanted.Contains(i.Code) && !now.ScopeItems.Contains(i.Code)))
        {
            yield return new($"Approval.{item.Code}.No", $"“{item.Name}”批准文件编号", FieldShape.Line);
            yield return new($"Approval.{item.Code}.On", $"“{item.Name}”批准日期", FieldShape.Day);
            yield return new($"Approval.{item.Code}.Until", $"“{item.Name}”有效期至", FieldShape.Day, Optional: true);
        }
    }

    public static string Wan(long fen) => (fen / 1_000_000m).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);
}
