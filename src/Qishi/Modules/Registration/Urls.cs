namespace Qishi.Modules.Registration;

/// <summary>Addresses of the module's pages; pages, tests and other modules' links use these.</summary>
internal static class Urls
{
    public const string Search = "/public/entities";
    public const string EntityPattern = "/entities/{uscc}";
    public const string VerifyStart = "/verify";
    public const string VerifyPattern = "/verify/{token}";
    public const string List = "/desk/entities";
    public const string Export = "/desk/entities.xlsx";
    public const string CorrectPattern = "/desk/entities/{uscc}/correct";
    public const string DecidePattern = "/desk/entities/{uscc}/proposals/{id:guid}";

    public const string Establish = "/desk/establish";
    public const string Imports = "/desk/imports";
    public const string ImportTemplate = "/desk/imports/template.xlsx";
    public const string ImportTemplateCsv = "/desk/imports/template.csv";
    public const string ImportReportPattern = "/desk/imports/{id:guid}/report.csv";
    public const string Obligations = "/desk/obligations";
    public const string ObligationsExcel = "/desk/obligations.xlsx";
    public const string AutoVerdicts = "/desk/auto-approvals";
    public const string PaperLicences = "/desk/licence-papers";
    public const string Archives = "/desk/archives";
    public const string MoveIn = "/desk/move-in";
    public const string AutoRules = "/desk/auto-approvals/rules";

    public static string ImportOf(Guid id) => $"/desk/imports/{id}";

    public static string ImportReport(Guid id) => $"/desk/imports/{id}/report.csv";

    public static string ImportRowOf(Guid id, int no) => $"/desk/imports/{id}/rows/{no}";

    public static string AutoOf(Guid verdict) => $"/desk/auto-approvals/{verdict}";

    public const string Names = "/names";
    public const string NewName = "/names/new";
    public const string NamePattern = "/names/{number}";
    public const string SuggestName = "/names/suggest";
    public const string PublicNames = "/public/names";
    public const string DeskNames = "/desk/names";
    public const string DeskNamesExport = "/desk/names.xlsx";
    public const string DeskNamePattern = "/desk/names/{number}";
    public const string Disputes = "/desk/name-disputes";
    public const string DisputesExport = "/desk/name-disputes.xlsx";
    public const string NewDispute = "/desk/name-disputes/new";
    public const string DisputePattern = "/desk/name-disputes/{number}";

    public const string PublicScope = "/public/scope";
    public const string SuggestScope = "/scope/suggest";
    public const string ScopeSuggestions = "/desk/scope-suggestions";
    public const string ScopeSuggestionPattern = "/desk/scope-suggestions/{number}";
    public const string ScopeCatalogue = "/desk/scope-catalogue";
    public const string ScopeImportPattern = "/desk/scope-catalogue/{id:guid}";
    public const string ScopeImportReportPattern = "/desk/scope-catalogue/{id:guid}.xlsx";

    public static string ScopeSuggestion(string number) => $"/desk/scope-suggestions/{number}";

    public static string ScopeImport(Guid id) => $"/desk/scope-catalogue/{id}";

    public static string ScopeImportReport(Guid id) => $"/desk/scope-catalogue/{id}.xlsx";

    public static string Name(string number) => $"/names/{number}";

    public static string NameCase(string number) => $"/desk/names/{number}";

    public static string Dispute(string number) => $"/desk/name-disputes/{number}";

    public const string SubjectPattern = "/entities/{Code}/file";
    public const string SubjectZipPattern = "/entities/{code}/file.zip";

    public static string Subject(string uscc) => $"/entities/{uscc}/file";

    public static string SubjectZip(string uscc) => $"/entities/{uscc}/file.zip";

    public static string Entity(string uscc) => $"/entities/{uscc}";

    public static string Verify(string token) => $"/verify/{token}";

    public static string Correct(string uscc) => $"/desk/entities/{uscc}/correct";

    public static string Decide(string uscc, Guid id) => $"/desk/entities/{uscc}/proposals/{id}";
}
