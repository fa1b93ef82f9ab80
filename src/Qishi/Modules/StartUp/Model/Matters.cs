namespace Qishi.Modules.StartUp.Model;

/// <summary>The seven matters of a start-up in the fixed order they are always shown in (rulebook A §5.2).</summary>
internal sealed record Matter(string Code, string Word, string Department, string DepartmentWord, string Choice, string Hint)
{
    public const string Establishment = "ESTABLISHMENT", Seal = "SEAL", Invoice = "INVOICE", Social = "SOCIAL", Medical = "MEDICAL", Fund = "FUND", Bank = "BANK";

    public static IReadOnlyList<Matter> All { get; } =
    [
        new(Establishment, "营业执照", "MSA", "市场监管局", "办营业执照", "必办"),
        new(Seal, "印章4枚", "POLICE", "公安局", "刻印章", "免费4枚，不用自己找店刻"),
        new(Invoice, "发票", "TAX", "税务局", "领发票", "开票要用，不收费"),
        new(Social, "社保登记", "HRSS", "人社局", "社会保险登记", "请了人就要办"),
        new(Medical, "医保登记", "MEDINS", "医保局", "医疗保险登记", "和社保用同一份信息"),
        new(Fund, "公积金", "FUND", "住房公积金中心", "住房公积金登记", "给员工缴公积金的才选"),
        new(Bank, "银行开户预约", "BANK", "银行", "预约银行开户", "选哪家银行由您定"),
    ];

    /// <summary>The six that other departments handle.</summary>
    public static IReadOnlyList<Matter> Others { get; } = [.. All.Skip(1)];

    public static Matter Of(string code) => All.FirstOrDefault(m => m.Code == code) ?? throw new ArgumentException($"There is no matter '{code}'.", nameof(code));

    public static int Order(string code) => All.Select((m, i) => (m.Code, i)).First(x => x.Code == code).i;
}
