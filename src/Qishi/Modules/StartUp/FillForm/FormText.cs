using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>An answer as people read it: codes as words, secrets masked.</summary>
internal static class FormText
{
    public static string Of(FormView view, string field) => Of(view, field, view.Answers[field]);

    public static string Of(FormView view, string field, string value)
    {
        if (value.Length == 0)
            return "";
        var name = FormFields.PersonOf(field) is null ? field : field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return name switch
        {
            "IdNumber" => Masked.Id(value),
            "Mobile" => Masked.Phone(value),
            "Roles" => Words(Choices.Roles, value),
            "Contribution" => Choices.Word(Choices.Contribution, value),
            "Composition" => Choices.Word(Choices.Composition, value),
            "Proof" => Choices.Word(Choices.Proof, value),
            "Host" => view.Context.Hosts.FirstOrDefault(h => h.Uscc == value)?.Name ?? value,
            "SealSet" => Choices.Word(Choices.SealSet, value),
            "TaxpayerType" => Choices.Word(Choices.TaxpayerType, value),
            "InvoiceKinds" => Words(Choices.InvoiceKinds, value),
            "InvoiceMax" => Choices.Word(Choices.InvoiceMax, value),
            "Collect" => Choices.Word(Choices.Collect, value),
            "Matters" => string.Join('、', value.Split(',').Select(c => Matter.Others.FirstOrDefault(m => m.Code == c)?.Word ?? c)),
            "Town" => view.Context.Towns.FirstOrDefault(t => t.Code == value)?.Name ?? value,
            "Village" => view.Context.Towns.SelectMany(t => t.Villages).FirstOrDefault(v => v.Code == value)?.Name ?? value,
            "BankBranch" => view.Context.Outlets.FirstOrDefault(o => o.Code == value)?.Name ?? value,
            "ScopeItems" => string.Join('；', value.Split(',').Select(c => view.Context.Items.FirstOrDefault(i => i.Code == c)?.Name ?? c)),
            "FinanceOfficer" or "InsuranceOfficer" or "Liaison" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var p) ? view.PersonWord(p) : value,
            "Amount" or "Capital" => Money.Parse(value, MoneyUnit.Wan) is { Ok: true } m ? m.Value.Wan : value,
            "FundBase" => Money.Parse(value) is { Ok: true } m ? m.Value.ToString() : value,
            "FundRatio" => value.TrimEnd('%') + "%",
            "Area" => value + "平方米",
            "SelfBuiltFloors" => value + "层",
            "Consent" => Choices.Word(Choices.Consent, value),
            "Employees" => value + "人",
            "Term" => value + "年",
            "FundPayday" => $"每月{value}日",
            "InvoiceQuantity" => value + "张",
            _ when FormFields.Find(field)?.Shape == Shape.Tick => value == "1" ? "已确认" : "",
            _ => value,
        };
    }

    private static string Words(IReadOnlyList<Answer> answers, string value) => string.Join('、', value.Split(',').Select(c => Choices.Word(answers, c)));
}
