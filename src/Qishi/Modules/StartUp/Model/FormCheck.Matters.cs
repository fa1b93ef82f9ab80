using Qishi.Kernel;

namespace Qishi.Modules.StartUp.Model;

internal static partial class FormCheck
{
    private static void Matters(Answers a, FormContext x, List<Problem> problems)
    {
        var chosen = a.Many("Matters");
        if (chosen.FirstOrDefault(c => Matter.Others.All(m => m.Code != c)) is { } unknown)
            problems.Add(new("matter", $"没有“{unknown}”这个事项。请重新选择", "Matters"));
        if (chosen.Contains(Matter.Seal))
            NeedChoice(a, problems, "SealSet", Choices.SealSet, "请选择刻哪4枚印章");
        if (chosen.Contains(Matter.Invoice))
            Invoice(a, problems);
        if (chosen.Contains(Matter.Social) || chosen.Contains(Matter.Medical))
        {
            MonthAt(a, x, problems, "InsuredFrom", "请填写从哪个月开始参保");
            PersonAt(a, problems, "InsuranceOfficer", "请选择谁管参保");
        }

        if (chosen.Contains(Matter.Fund))
            Fund(a, x, problems);
        if (chosen.Contains(Matter.Bank))
            Bank(a, x, problems);
        PersonAt(a, problems, "Liaison", "请选择有事联系谁");
        NeedChoice(a, problems, "Collect", Choices.Collect, "请选择执照、印章怎么领");
    }

    private static void Invoice(Answers a, List<Problem> problems)
    {
        NeedChoice(a, problems, "TaxpayerType", Choices.TaxpayerType, "请选择按哪种纳税人登记");
        if (a.Many("InvoiceKinds") is not { Count: > 0 } kinds || kinds.Any(k => !Choices.Holds(Choices.InvoiceKinds, k)))
            problems.Add(new("required", "请选择开哪种发票", "InvoiceKinds"));
        if (!a.Has("InvoiceQuantity"))
            problems.Add(new("required", "请填写每月大概开几张发票", "InvoiceQuantity"));
        else if (TypedInput.Number(a["InvoiceQuantity"]) is not (> 0 and <= 10_000))
            problems.Add(new("number", $"发票份数“{a["InvoiceQuantity"]}”不对。请填1至10000", "InvoiceQuantity"));
        NeedChoice(a, problems, "InvoiceMax", Choices.InvoiceMax, "请选择一张发票最多开多少钱");
        PersonAt(a, problems, "FinanceOfficer", "请选择谁管钱和发票");
    }

    private static void Fund(Answers a, FormContext x, List<Problem> problems)
    {
        var (min, max) = (x.Rules.Int("fund.ratioMin", x.Today), x.Rules.Int("fund.ratioMax", x.Today));
        var text = a["FundRatio"].TrimEnd('%');
        if (text.Length == 0)
            problems.Add(new("required", $"请填写公积金缴存比例，{min}%至{max}%", "FundRatio", "R-5.12"));
        else if (TypedInput.Number(text) is not { } ratio || ratio < min || ratio > max)
            problems.Add(new("fund-ratio", $"公积金缴存比例应为{min}%至{max}%，现在填的是{text}%。请修改", "FundRatio", "R-5.12"));
        MonthAt(a, x, problems, "FundFrom", "请填写从哪个月开始缴公积金");
        if (TypedInput.Number(a["FundPayday"]) is not (>= 1 and <= 31))
            problems.Add(a.Has("FundPayday") ? new("number", $"发薪日“{a["FundPayday"]}”不对。请填1至31", "FundPayday") : new("required", "请填写每月几号发工资", "FundPayday"));
        if (!a.Has("FundBase"))
            problems.Add(new("required", "请填写每人每月缴存基数", "FundBase"));
        else if (Money.Parse(a["FundBase"]) is { Ok: false } money)
            problems.AddRange(money.Problems.Select(e => e.At("FundBase")));
    }

    private static void Bank(Answers a, FormContext x, List<Problem> problems)
    {
        if (x.Outlets.All(o => o.Code != a["BankBranch"]))
            problems.Add(new("required", "请选择到哪家银行开户", "BankBranch"));
        if (!a.Has("BankOn"))
            problems.Add(new("required", "请填写哪天去银行方便", "BankOn"));
        else if (TypedInput.Day(a["BankOn"], x.Today) is not { } day)
            problems.Add(new("day", $"“{a["BankOn"]}”不是日期。请写年月日，例如{x.Today.AddDays(3):yyyy-MM-dd}", "BankOn"));
        else if (day < x.Today)
            problems.Add(new("day-past", $"{ChinaTime.FullDay(day)}已经过了。请填今天或以后的日期", "BankOn"));
        if (!a.Ticked("BankConsent"))
            problems.Add(new("consent", "预约银行开户，请勾选同意把登记信息发给这家银行", "BankConsent", "R-14.3"));
    }

    private static void MonthAt(Answers a, FormContext x, List<Problem> problems, string field, string missing)
    {
        if (!a.Has(field))
            problems.Add(new("required", missing, field));
        else if (TypedInput.Month(a[field], x.Today) is null)
            problems.Add(new("month", $"“{a[field]}”不是月份。请写年和月，例如{x.Today:yyyy-MM}", field));
    }

    private static void PersonAt(Answers a, List<Problem> problems, string field, string missing)
    {
        if (TypedInput.Number(a[field]) is not { } number || !a.People.Contains(number))
            problems.Add(new("required", missing, field));
    }
}
