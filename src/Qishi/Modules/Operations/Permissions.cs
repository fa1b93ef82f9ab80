namespace Qishi.Modules.Operations;

internal static class Permissions
{
    public const string ReadParameters = "operations.read-parameters";
    public const string ChangeParameters = "operations.change-parameters";
    public const string EnterCalendar = "operations.enter-calendar";
    public const string ComputeDeadlines = "operations.compute-deadlines";
}
