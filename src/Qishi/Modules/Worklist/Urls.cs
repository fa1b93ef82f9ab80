namespace Qishi.Modules.Worklist;

/// <summary>Addresses of the module.</summary>
internal static class Urls
{
    public const string Desk = "/desk";
}
