namespace Qishi.Modules.Permits;

/// <summary>Addresses of the module.</summary>
internal static class Urls
{
    public const string Board = "/permits";
    public const string Excel = "/permits/excel";
    public const string Departments = "/permits/departments";
    public const string DepartmentsExcel = "/permits/departments/excel";
    public const string NoticePattern = "/permits/notices/{Id:guid}";
    public const string Matters = "/permits/matters";
    public const string MattersExcel = "/permits/matters/excel";
    public const string ChangePattern = "/permits/matters/{Code}/change";
    public const string DecidePattern = "/permits/changes/{Id:guid}";

    public static string Notice(Guid id) => $"/permits/notices/{id}";

    public static string Change(string code) => $"{Matters}/{code}/change";

    public static string Decide(Guid id) => $"/permits/changes/{id}";
}
