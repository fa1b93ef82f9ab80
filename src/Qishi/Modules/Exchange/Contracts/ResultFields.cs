namespace Qishi.Modules.Exchange.Contracts;

/// <summary>Fields a department reports when a matter is done (rulebook A §5.2), with the words people read.</summary>
public static class ResultFields
{
    private static readonly Dictionary<string, ResultField[]> ByMatter = new()
    {
        ["SEAL"] = [new("sealName", "法定名称章备案编码"), new("sealFinance", "财务专用章备案编码"), new("sealInvoice", "发票专用章备案编码"), new("sealLegalRep", "法定代表人名章备案编码")],
        ["INVOICE"] = [new("taxTypes", "税种核定"), new("invoiceQuota", "发票额度"), new("taxDevice", "税控设备编号")],
        ["SOCIAL"] = [new("unitSocialNo", "单位社保号")],
        ["MEDICAL"] = [new("unitMedicalNo", "单位医保号")],
        ["FUND"] = [new("unitFundNo", "单位公积金账号")],
        ["BANK"] = [new("reservationNo", "预约编号"), new("accountNo", "账号")],
    };

    /// <summary>Fields of a matter, in the order they are shown; empty for a matter without any.</summary>
    public static IReadOnlyList<ResultField> Of(string matter) => ByMatter.GetValueOrDefault(matter, []);

    /// <summary>The words of a field; the code itself when it is none of ours.</summary>
    public static string Word(string code) => ByMatter.Values.SelectMany(f => f).FirstOrDefault(f => f.Code == code)?.Word ?? code;
}

/// <param name="Code">Name in <see cref="WireReceipt.Result"/>.</param>
/// <param name="Word">Chinese words.</param>
public sealed record ResultField(string Code, string Word);
