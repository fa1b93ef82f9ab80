namespace Qishi.Modules.Registration.Lanes;

/// <summary>Addresses of the priority lanes.</summary>
internal static class LaneUrls
{
    public const string Tolerate = "/my/applications/{number}/tolerate";
    public const string Cure = "/desk/applications/{number}/cure";
    public const string Tag = "/desk/applications/{number}/lane";
    public const string Batch = "/desk/applications/batch";

    public static string TolerateOf(string number) => $"/my/applications/{number}/tolerate";

    public static string CureOf(string number) => $"/desk/applications/{number}/cure";

    public static string TagOf(string number) => $"/desk/applications/{number}/lane";
}
