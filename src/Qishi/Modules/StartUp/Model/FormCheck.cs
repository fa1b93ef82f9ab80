using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.StartUp.Model;

/// <summary>
/// What this form itself asks for: required answers, forms of numbers and dates, the data of the six other matters. Whether the entity may be registered is
/// the register's own check. All problems at once, each at its field.
/// </summary>
internal static partial class FormCheck
{
    public static IReadOnlyList<Problem> Problems(Answers a, FormContext x)
    {
        var problems = new List<Problem>();
        People(a, x, problems);
        Name(a, x, problems);
        Premises(a, x, problems);
        Scope(a, x, problems);
        Matters(a, x, problems);
        problems.AddRange(TooLong(a));
        return problems;
    }

    private static void People(Answers a, FormContext x, List<Problem> problems)
    {
        foreach (var p in a.People)
        {
            var who = p == 1 ? x.IsCompany ? "您" : "经营者" : $"第{p}个人";
            Need(a, problems, $"P{p}.Name", p == 1 && !x.IsCompany ? "请填写经营者姓名" : $"请填写{who}的姓名");
            if (CitizenId.Parse(a.Of(p, "IdNumber"), x.Today) is { Ok: false } id)
                problems.AddRange(id.Problems.Select(e => e.At($"P{p}.IdNumber")));
            else if (a.People.FirstOrDefault(q => q < p && a.Of(q, "IdNumber") == a.Of(p, "IdNumber")) is var twin and > 0)
                problems.Add(new("person-twice", $"{who}的身份证号码和“{a.Of(twin, "Name")}”的相同。一个人只填一次，请删去一个或改正号码", $"P{p}.IdNumber"));
            if (PhoneNumber.ParseMobile(a.Of(p, "Mobile")) is { Ok: false } mobile)
                problems.AddRange(mobile.Problems.Select(e => e.At($"P{p}.Mobile")));
            if (x.IsCompany)
                CompanyPerson(a, x, problems, p, who);
        }

        if (x.IsCompany)
        {
            if (!a.Has("Capital"))
                problems.Add(new("required", "请填写公司一共投多少钱（注册资本）", "Capital"));
            else
                MoneyAt(a, problems, "Capital");
            return;
        }

        Need(a, problems, "P1.HomeAddress", "请填写经营者家住哪里");
        NeedChoice(a, problems, "Composition", Choices.Composition, "请选择一个人经营还是一家人一起经营");
        if (a["Composition"] == nameof(CompositionForm.Family) && a.People.Count < 2)
            problems.Add(new("family-member", "一家人一起经营的，请至少添加一位参加经营的家人", "Composition", "R-1.28"));
        if (a.Has("Capital"))
            MoneyAt(a, problems, "Capital");
    }

    private static void CompanyPerson(Answers a, FormContext x, List<Problem> problems, int p, string who)
    {
        if (!a.Has($"P{p}.Roles"))
            problems.Add(new("required", $"请选择{who}在公司做什么", $"P{p}.Roles"));
        if (!a.HasRole(p, nameof(PersonRoles.Shareholder)))
            return;
        if (!a.Has($"P{p}.Amount"))
            problems.Add(new("required", $"请填写{who}出多少钱", $"P{p}.Amount"));
        else
            MoneyAt(a, problems, $"P{p}.Amount");
        NeedChoice(a, problems, $"P{p}.Contribution", Choices.Contribution, $"请选择{who}用什么出资");
        DayAt(a, x, problems, $"P{p}.DueOn", $"请填写{who}哪天前出齐");
    }

    private static void Name(Answers a, FormContext x, List<Problem> problems)
    {
        if (!x.IsCompany && a.Ticked("NoName"))
            return;
        Need(a, problems, "TradeName", x.IsCompany ? "请填写字号" : "请填写店名（字号），或者选择不起店名");
        Need(a, problems, "Industry", "请填写做哪一行，例如“米粉”");
        Need(a, problems, "NameForm", x.IsCompany ? "请选择“有限公司”或“有限责任公司”" : "请填写名称最后用的字，例如“店”");
    }

    private static void Premises(Answers a, FormContext x, List<Problem> problems)
    {
        var town = x.Towns.FirstOrDefault(t => t.Code == a["Town"]);
        if (town is null)
            problems.Add(new("required", "请选择乡镇", "Town"));
        if (town is null ? !a.Has("Village") : town.Villages.All(v => v.Code != a["Village"]))
            problems.Add(new("required", "请选择村或社区", "Village"));
        Need(a, problems, "Detail", "请填写街路和门牌号，写到房号");
        if (a.Has("Area") && TypedInput.Number(a["Area"]) is not (> 0 and < 1_000_000))
            problems.Add(new("number", $"面积“{a["Area"]}”不是平方米数。请填整数，例如48", "Area"));
        NeedChoice(a, problems, "Proof", Choices.ProofFor(x), "请选择用什么证明可以在这里经营");
        if (a["Proof"] == nameof(PremisesProof.Commitment))
        {
            if (!a.Ticked("AddressCommitment"))
                problems.Add(new("commitment", "没有场所证明的，请勾选申报承诺", "AddressCommitment", "R-11.4"));
        }
        else if (a.Has("Proof") && x.ProofFiles.Count == 0)
        {
            problems.Add(a["Proof"] switch
            {
                nameof(PremisesProof.Hosted) => new("proof-missing", "请上传与托管企业签订的托管协议", "Files", "R-11.9"),
                nameof(PremisesProof.Network) => new("proof-missing", "请上传网络交易平台出具的网络经营场所证明", "Files", "R-11.1"),
                _ => new("proof-missing", "请上传或拍摄一种场所证明；没有产权证的，可用村委会证明代替", "Files", "R-11.5"),
            });
        }

        if (a.Has("Consent") && !Choices.Holds(Choices.Consent, a["Consent"]))
            problems.Add(new("required", "请选择这里是不是住宅，邻居怎样同意的", "Consent"));
        else if (a["Consent"] is nameof(OwnersConsent.Written) or nameof(OwnersConsent.Committee) && x.ConsentFiles.Count == 0)
            problems.Add(new("consent-missing", a["Consent"] == nameof(OwnersConsent.Written) ? "请上传邻居签字的同意书" : "请上传业主委员会或者村（居）委会的证明", "ConsentFiles", "R-11.4a"));
        if (a.Has("SelfBuiltFloors") && TypedInput.Number(a["SelfBuiltFloors"]) is not (> 0 and < 100))
            problems.Add(new("number", $"层数“{a["SelfBuiltFloors"]}”不是数字。请填几层，例如2", "SelfBuiltFloors"));
    }

    private static void Scope(Answers a, FormContext x, List<Problem> problems)
    {
        if (x.Items.Count == 0)
            problems.Add(new("required", "请至少选择一个要做的项目。先用平常的话查一查，再勾选", "ScopeItems"));
        foreach (var item in x.Items.Where(i => i.Kind == ScopeKind.LicensedPrior))
        {
            Need(a, problems, $"{item.Code}.No", $"“{item.Name}”要先批准。请填写批准文件编号");
            DayAt(a, x, problems, $"{item.Code}.On", $"“{item.Name}”要先批准。请填写批准日期");
            if (a.Has($"{item.Code}.Until"))
                DayAt(a, x, problems, $"{item.Code}.Until", "");
        }

        if (x.Items.Any(i => i.Kind == ScopeKind.LicensedPost) && !a.Ticked("PermitCommitment"))
            problems.Add(new("commitment", $"“{x.Items.First(i => i.Kind == ScopeKind.LicensedPost).Name}”要先办许可才能经营。请勾选确认", "PermitCommitment", "R-4.7"));
        if (!a.Has("Employees"))
            problems.Add(new("required", "请填写一共几个人做，包括您自己", "Employees"));
        else if (TypedInput.Number(a["Employees"]) is not (> 0 and < 1_000_000))
            problems.Add(new("number", $"人数“{a["Employees"]}”不是数字。请填整数，例如3", "Employees"));
        if (a.Has("Term") && TypedInput.Number(a["Term"]) is not (> 0 and <= 100))
            problems.Add(new("number", $"“{a["Term"]}”不是年数。请填1至100，长期的不用填", "Term"));
    }

    private static IEnumerable<Problem> TooLong(Answers a) =>
        from pair in a.Values
        let field = FormFields.Find(pair.Key)
        where field is not null && field.Shape is Shape.Text or Shape.Name or Shape.Choice && pair.Value.Length > field.Max
        select new Problem("too-long", $"{field.Word}最多{field.Max}个字，现在是{pair.Value.Length}个。请改短", pair.Key);

    private static void Need(Answers a, List<Problem> problems, string field, string sentence)
    {
        if (!a.Has(field))
            problems.Add(new("required", sentence, field));
    }

    private static void NeedChoice(Answers a, List<Problem> problems, string field, IReadOnlyList<Answer> answers, string sentence)
    {
        if (!Choices.Holds(answers, a[field]))
            problems.Add(new("required", sentence, field));
    }

    private static void MoneyAt(Answers a, List<Problem> problems, string field)
    {
        if (Money.Parse(a[field], MoneyUnit.Wan) is { Ok: false } money)
            problems.AddRange(money.Problems.Select(e => e.At(field)));
    }

    private static void DayAt(Answers a, FormContext x, List<Problem> problems, string field, string missing)
    {
        if (!a.Has(field))
            problems.Add(new("required", missing, field));
        else if (TypedInput.Day(a[field], x.Today) is null)
            problems.Add(new("day", $"“{a[field]}”不是日期。请写年月日，例如{x.Today:yyyy-MM-dd}", field));
    }
}
