namespace Qishi.Modules.Inspections;

/// <summary>Addresses of the module.</summary>
internal static class Urls
{
    public const string Items = "/inspections/items";
    public const string ItemsExcel = "/inspections/items/excel";
    public const string ChangeItemPattern = "/inspections/items/{Code}/change";
    public const string DecideItemPattern = "/inspections/item-versions/{Id:guid}";
    public const string Objects = "/inspections/objects";
    public const string ObjectsExcel = "/inspections/objects/excel";
    public const string Inspectors = "/inspections/inspectors";
    public const string InspectorsExcel = "/inspections/inspectors/excel";
    public const string Tasks = "/inspections/tasks";
    public const string TasksExcel = "/inspections/tasks/excel";
    public const string NewTask = "/inspections/tasks/new";
    public const string TaskPattern = "/inspections/tasks/{Id:guid}";
    public const string FreezePattern = "/inspections/tasks/{Id:guid}/freeze";
    public const string ImportPattern = "/inspections/tasks/{Id:guid}/import";
    public const string VisitsExcelPattern = "/inspections/tasks/{id:guid}/visits/excel";
    public const string Plans = "/inspections/plans";
    public const string PlansExcel = "/inspections/plans/excel";
    public const string NewPlan = "/inspections/plans/new";
    public const string PlanPattern = "/inspections/plans/{Id:guid}";
    public const string NewLinePattern = "/inspections/plans/{Plan:guid}/lines/new";
    public const string LinePattern = "/inspections/plan-lines/{Id:guid}";
    public const string PublicPlans = "/public/inspections/plans";
    public const string PublicPlanTextPattern = "/public/inspections/plans/{no}/{edition:int}.pdf";
    public const string NewInspector = "/inspections/inspectors/new";
    public const string InspectorPattern = "/inspections/inspectors/{Id:guid}";
    public const string InspectorImport = "/inspections/inspectors/import";
    public const string CreditImport = "/inspections/objects/credit";
    public const string ImportTriedPattern = "/inspections/imports/{Id:guid}";
    public const string ImportReportPattern = "/inspections/imports/{id:guid}/report";
    public const string InspectorTemplate = "/inspections/inspectors/template";
    public const string CreditTemplate = "/inspections/objects/credit/template";
    public const string Interests = "/inspections/my-interests";
    public const string Office = "/inspections/office";
    public const string OfficeExcel = "/inspections/office/excel";
    public const string NewOfficeRecord = "/inspections/office/new";
    public const string OfficeRecordPattern = "/inspections/office/{Id:guid}";
    public const string Board = "/inspections/board";
    public const string Visits = "/inspections/visits";
    public const string VisitPattern = "/inspections/visits/{Id:guid}";
    public const string ResultPattern = "/inspections/visits/{Id:guid}/result";
    public const string NoticePattern = "/inspections/visits/{Id:guid}/notice";
    public const string Field = "/field";
    public const string FieldVisitPattern = "/field/v/{Id:guid}";
    public const string FieldBundle = "/field/bundle";
    public const string FieldOperations = "/field/operations";
    public const string FieldManifest = "/field/app.webmanifest";
    public const string FieldWorker = "/field/worker.js";
    public const string FollowUps = "/inspections/follow-ups";
    public const string HandedUp = "/inspections/handed-up";
    public const string Merges = "/inspections/merges";
    public const string Progress = "/inspections/progress";
    public const string Load = "/inspections/load";
    public const string LoadExcel = "/inspections/load/excel";
    public const string Unmapped = "/inspections/unmapped";
    public const string PartyPattern = "/draws/party/{Token}";
    public const string PublicResults = "/public/inspections";
    public const string PublicItems = "/public/inspections/items";
    public const string PublicDraws = "/public/draws";
    public const string PublicDrawPattern = "/public/draws/{No}";
    public const string DrawRecordPattern = "/public/draws/{no}/record.json";
    public const string DrawPoolPattern = "/public/draws/{no}/pool.txt";

    public static string ChangeItem(string code) => $"{Items}/{code}/change";

    public static string DecideItem(Guid id) => $"/inspections/item-versions/{id}";

    public static string Plan(Guid id) => $"{Plans}/{id}";

    public static string NewLine(Guid plan) => $"{Plans}/{plan}/lines/new";

    public static string Line(Guid id) => $"/inspections/plan-lines/{id}";

    public static string TaskFromLine(Guid line) => $"{NewTask}?line={line}";

    public static string Inspector(Guid id) => $"{Inspectors}/{id}";

    public static string ImportTried(Guid id) => $"/inspections/imports/{id}";

    public static string ImportReport(Guid id) => $"/inspections/imports/{id}/report";

    public static string OfficeRecord(Guid id) => $"{Office}/{id}";

    public static string Task(Guid id) => $"{Tasks}/{id}";

    public static string Freeze(Guid id) => $"{Tasks}/{id}/freeze";

    public static string Import(Guid id) => $"{Tasks}/{id}/import";

    public static string VisitsExcel(Guid id) => $"{Tasks}/{id}/visits/excel";

    public static string Visit(Guid id) => $"{Visits}/{id}";

    public static string Result(Guid id) => $"{Visits}/{id}/result";

    public static string Notice(Guid id) => $"{Visits}/{id}/notice";

    public static string FieldVisit(Guid id) => $"{Field}/v/{id}";

    public static string Party(string token) => $"/draws/party/{token}";

    /// <summary>The text of a plan as it was published, edition by edition.</summary>
    public static string PublicPlanText(string no, int edition) => $"{PublicPlans}/{no}/{edition}.pdf";

    public static string PublicDraw(string no) => $"{PublicDraws}/{no}";

    public static string DrawRecord(string no) => $"{PublicDraws}/{no}/record.json";

    public static string DrawPool(string no) => $"{PublicDraws}/{no}/pool.txt";
}
