namespace Qishi.Kernel;

/// <summary>Words of <see cref="Sex"/>.</summary>
public static class SexWords
{
    /// <summary>男 or 女.</summary>
    public static string Word(this Sex sex) => sex switch { Sex.Male => "男", Sex.Female => "女" };
}
