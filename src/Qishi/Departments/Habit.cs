namespace Qishi.Departments;

/// <summary>How a department behaves when nobody steers it. Seconds are demo seconds; tests run without waiting.</summary>
/// <param name="Code">Department code; its path is the same in small letters.</param>
/// <param name="Matter">Its matter.</param>
/// <param name="AckSeconds">Until it confirms receipt.</param>
/// <param name="WorkSeconds">From then until it is done.</param>
/// <param name="ReportsStart">It also says when it begins.</param>
/// <param name="BatchSeconds">It finishes work only at such intervals; 0: at once.</param>
/// <param name="ChecksMobile">It compares the mobile with its own: numbers that end in 44 differ there.</param>
internal sealed record Habit(string Code, string Matter, double AckSeconds, double WorkSeconds, bool ReportsStart = false, int BatchSeconds = 0, bool ChecksMobile = false)
{
    public static readonly IReadOnlyList<Habit> All =
    [
        new("POLICE", "SEAL", 0, 2),
        new("TAX", "INVOICE", 1, 10, ReportsStart: true),
        new("HRSS", "SOCIAL", 0, 1),
        new("MEDINS", "MEDICAL", 0, 3),
        new("FUND", "FUND", 0, 2, ReportsStart: true, BatchSeconds: 20),
        new("BANK", "BANK", 1, 5, ReportsStart: true, ChecksMobile: true),
    ];

    public static Habit? Of(string code) => All.FirstOrDefault(h => h.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>When work that began now is done.</summary>
    public DateTime DoneAt(DateTime now, double pace)
    {
        var at = now.AddSeconds(WorkSeconds * pace);
        var batch = TimeSpan.FromSeconds(BatchSeconds * pace).Ticks;
        return batch == 0 ? at : new DateTime((at.Ticks + batch - 1) / batch * batch, DateTimeKind.Utc);
    }

    /// <summary>Result fields (rulebook A §5.2) with fictional numbers made from the department's own running number.</summary>
    public Dictionary<string, string> Result(int number) => Matter switch
    {
        "SEAL" => new()
        {
            ["sealName"] = $"451521{number * 4:D7}",
            ["sealFinance"] = $"451521{number * 4 + 1:D7}",
            ["sealInvoice"] = $"451521{number * 4 + 2:D7}",
            ["sealLegalRep"] = $"451521{number * 4 + 3:D7}",
        },
        "INVOICE" => new() { ["taxTypes"] = "增值税（小规模纳税人）", ["invoiceQuota"] = "普通发票每月25份，单份最高10万元", ["taxDevice"] = $"YS{number:D8}" },
        "SOCIAL" => new() { ["unitSocialNo"] = $"SB451521{number:D6}" },
        "MEDICAL" => new() { ["unitMedicalNo"] = $"YB451521{number:D6}" },
        "FUND" => new() { ["unitFundNo"] = $"GJJ4515{number:D6}" },
        "BANK" => new() { ["reservationNo"] = $"YY{number:D8}", ["accountNo"] = $"00000000{number:D8}" },
        _ => [],
    };
}
