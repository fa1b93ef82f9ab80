using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Gates;

namespace Qishi.Modules.Registration.Checks;

/// <summary>The rule checks of a case as the registrar sees them (ux.md T10): failures first, then what needs a person, notes, passes.</summary>
internal static class RuleLines
{
    public static IReadOnlyList<RuleCheck> Judge(EntityDraft draft, IReadOnlyList<Problem> problems, RegisterFacts facts, Ground ground)
    {
        IEnumerable<RuleLine> lines =
        [
            .. People(draft, ground), .. KindBook.Of(draft.Kind).Family switch
            {
                KindFamily.Company => CompanyLines.Of(draft, ground),
                KindFamily.Individual => SoleTrader(draft, ground),
                _ => KindLines.Of(draft, ground),
            },
            .. KindLines.Jurisdiction(draft, ground),
            .. Names(draft, facts, ground), .. ScopeLines.Of(draft, ground), .. PremisesLines.Of(draft, facts, ground), .. Phones(facts, ground),
        ];
        var judged = lines.Select(l => l.Judge(problems)).Concat(Gates(facts)).ToList();
        var open = problems.Where(p => !lines.Any(l => l.Covers(p))).Select(p => new RuleCheck(p.Rule ?? p.Code, CheckOutcome.Fail, "填写项目", p.Sentence, p.Rule ?? p.Code, p.Field));
        return [.. judged.Concat(open).OrderByDescending(c => c.Outcome)];
    }

    private static IEnumerable<RuleLine> People(EntityDraft draft, Ground ground)
    {
        yield return new("R-0.4", "实名核验", "市场主体登记管理条例实施细则第十六条", RuleLine.Rule("R-0.4")) { Found = $"{draft.People.Count}人，应核验的均已核验" };
        yield return new("R-2.20", "身份证号码", "GB 11643-1999 校验码、出生日期", RuleLine.Rule("R-2.20", "R-2.21", "R-2.22", "R-2.23", "R-2.24")) { Found = $"{draft.People.Count}个号码校验通过，没有重复" };
        yield return new("R-2.30", "手机号码", "11位，13至19开头", RuleLine.Rule("R-2.30"));
    }

    private static IEnumerable<RuleLine> SoleTrader(EntityDraft draft, Ground ground)
    {
        var at = draft.People.TakeWhile(p => !p.Roles.HasFlag(PersonRoles.Operator)).Count();
        var known = draft.People.ElementAtOrDefault(at) is { } who ? PeopleRules.AgeOf(who, ground.On) : null;
        var age = known ?? 0;
        var young = known is not null && age < ground.Rules.Int("person.minAge", ground.On);
        yield return new("R-1.27", "经营者年龄", ground.Basis("person.minAge"), RuleLine.Rule("R-1.27"))
        {
            Found = $"{age}周岁",
            Otherwise = young ? (CheckOutcome.NeedsPerson, $"经营者{age}周岁，请核对是否以自己的劳动收入为主要生活来源", $"People[{at}].IdNumber", null) : null,
        };
        yield return new("R-1.28", "组成形式", "市场主体登记管理条例实施细则第七条", RuleLine.Rule("R-1.28", "R-1.1"))
        {
            Found = draft.Composition == CompositionForm.Family ? $"家庭经营，参加经营的家庭成员{draft.People.Count(p => p.Roles.HasFlag(PersonRoles.FamilyMember))}人" : "个人经营",
        };
    }

    private static IEnumerable<RuleLine> Names(EntityDraft draft, RegisterFacts facts, Ground ground)
    {
        if (draft.Name is not { } parts || facts.Name is not { } verdict)
        {
            yield return new("R-3.40", "名称", "个体工商户名称登记管理办法第二条", RuleLine.Code("name-")) { Found = "没有名称，执照名称栏打印“*”" };
            yield break;
        }

        var individual = draft.Kind == EntityKind.Individual;
        var doubts = verdict.Problems.Where(p => p.Code == "name-word-review").ToList();
        yield return new(individual ? "R-3.40" : "R-3.1", "名称结构", individual ? ground.Basis("name.individualSuffixRequired") : "企业名称登记管理规定第六条至第十条",
            p => p.Code.StartsWith("name-", StringComparison.Ordinal) && p.Code is not ("name-word" or "name-taken"))
        { Found = $"{parts.Division}＋{parts.TradeName}＋{parts.Industry}＋{parts.Form}" };
        yield return new("R-3.P", "禁限用字词", $"企业名称登记管理规定第十一条；词库{ground.Catalogue.Words.Count}条", RuleLine.Code("name-word"))
        {
            Found = "没有命中",
            Otherwise = doubts.Count > 0 ? (CheckOutcome.NeedsPerson, string.Join("；", doubts.Select(d => d.Sentence)), "Name.TradeName", null) : null,
        };
        yield return new("R-3.20", "字号查重", $"{ground.Basis("name.libraryScope")}；{ground.Basis("name.oldNameBlockYears")}", RuleLine.Code("name-taken"))
        {
            Found = "相同0，相近0",
            Otherwise = verdict.Similar.Count > 0 ? (CheckOutcome.Note, $"相同0，相近{verdict.Similar.Count}：{string.Join("、", verdict.Similar)}。申请人已承诺承担侵权责任", "Name.TradeName", null) : null,
        };
    }

    private static IEnumerable<RuleLine> Phones(RegisterFacts facts, Ground ground)
    {
        var most = ground.Rules.Int("reg.maxEntitiesPerPhone", ground.On);
        var worst = facts.Phones.MaxBy(p => p.Entities);
        yield return new("R-2.32", "同一手机号登记户数", ground.Basis("reg.maxEntitiesPerPhone"), RuleLine.Rule("R-2.32"))
        {
            Found = worst is null ? "没有其他在营主体使用" : $"最多{worst.Entities}户",
            Otherwise = worst is not null && worst.Entities + 1 > most
                ? (CheckOutcome.NeedsPerson, $"这个手机号已用于{worst.Entities}户在营主体，加上本户超过{most}户。请核实是否本人意愿", $"People[{worst.Person}].Mobile", null) : null,
        };
    }

    private static IEnumerable<RuleCheck> Gates(RegisterFacts facts)
    {
        const string title = "任职资格和信用限制";
        if (facts.Gates.Count == 0)
            return [new("R-1.20", CheckOutcome.Pass, title, facts.GatesAsked == 0 ? "没有接入限制名单" : $"问了{facts.GatesAsked}个限制名单，没有命中", "市场主体登记管理条例第十二条")];
        return facts.Gates.Select(g => new RuleCheck("R-1.20", g.Verdict switch
        {
            GateVerdict.Note => CheckOutcome.Note,
            GateVerdict.NeedsPerson => CheckOutcome.NeedsPerson,
            GateVerdict.Blocked => CheckOutcome.Fail,
        }, title, g.Sentence, g.Rule, null, g.RecordUrl));
    }
}
