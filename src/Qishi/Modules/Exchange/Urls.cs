namespace Qishi.Modules.Exchange;

/// <summary>Addresses of the module's pages.</summary>
internal static class Urls
{
    public const string Liaison = "/liaison";
    public const string Board = "/exchange";
    public const string Quality = "/exchange/quality";
    public const string QualityRows = "/exchange/quality/rows";
    public const string QualityExcel = "/exchange/quality/excel";
    public const string Reconciliations = "/exchange/reconciliations";
    public const string Differences = "/exchange/differences";
    public const string DifferencesExcel = "/exchange/differences/excel";
    public const string Attempts = "/exchange/attempts";
    public const string Reports = "/exchange/reports";
    public const string ReportPdf = "/exchange/reports/{department}/{month}.pdf";
    public const string LiaisonExport = "/liaison/excel";
    public const string BoardExport = "/exchange/excel";
    public const string Evidence = "/exchange/cases/{caseNo}/evidence";
    public const string Certificates = "/exchange/certificates";
    public const string Steering = "/demo/departments";
    public const string Routes = Board + "/routes";
    public const string DeadLetters = Board + "/dead-letters";
    public const string DeadLettersExport = Board + "/dead-letters/excel";

    /// <summary>How many are stuck, for everybody.</summary>
    public const string Public = "/public/exchange";

    public static string LiaisonOf(Guid id) => $"{Liaison}?open={id}";

    public static string EvidenceOf(string caseNo) => $"{Board}/cases/{caseNo}/evidence";

    public static string BoardOf(string department) => $"{Board}?department={department}";

    public static string DeadLetter(Guid id) => $"{DeadLetters}/{id}";

    public static string HandOver(Guid id) => $"{Board}/hand-overs/{id}";

    public static string Run(Guid run) => $"{Reconciliations}?run={run}";

    public static string DifferencesOf(Guid run, string department) => $"{Differences}?run={run}&department={department}";

    public static string DifferenceAt(Guid id) => $"{Differences}?id={id}";

    public static string AttemptsOf(string department) => $"{Attempts}?department={department}";

    public static string QualityRowsOf(string department, DateOnly month, string figure) => $"{QualityRows}?department={department}&month={month:yyyy-MM}&figure={figure}";

    public static string Report(string department, DateOnly month) => $"{Reports}/{department}/{month:yyyy-MM}.pdf";
}
