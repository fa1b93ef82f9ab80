namespace Qishi.Modules.Operations;

internal static class Urls
{
    public const string Parameters = "/admin/parameters";
    public const string ParameterPattern = "/admin/parameters/{Name}";
    public const string Calendar = "/admin/calendar";
    public const string YearPattern = "/admin/calendar/{Year:int}";
    public const string Deadlines = "/desk/deadlines";
    public const string DeadlinesApi = "/api/v1/deadlines";

    public static string Parameter(string name) => $"{Parameters}/{Uri.EscapeDataString(name)}";

    public static string Year(int year) => $"{Calendar}/{year}";
}
