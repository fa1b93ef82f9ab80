using Qishi.Kernel.Flow;

namespace Qishi.Platform.Web.Controls;

/// <summary>One rule check of a case: result, what was found, what was compared, rule with version and date in force, where to look.</summary>
public sealed record CheckLine(string Code, CheckResult Result, string Sentence, string? Compared, string Rule, string? Url = null, string? UrlText = null);

/// <summary>Ordered by weight: the machine checks, a person decides.</summary>
public enum CheckResult { Pass, Note, NeedsPerson, Fail }

public static class CheckResultWords
{
    public static string Word(this CheckResult result) => result switch
    {
        CheckResult.Pass => "通过",
        CheckResult.Note => "提示",
        CheckResult.NeedsPerson => "需人工",
        CheckResult.Fail => "不符合",
    };

    public static Tone Tone(this CheckResult result) => result switch
    {
        CheckResult.Pass => Kernel.Flow.Tone.G,
        CheckResult.Note => Kernel.Flow.Tone.B,
        CheckResult.NeedsPerson => Kernel.Flow.Tone.A,
        CheckResult.Fail => Kernel.Flow.Tone.R,
    };

    internal static string? Ground(this CheckResult result) => result switch
    {
        CheckResult.Pass => null,
        CheckResult.Note => "q-check-b",
        CheckResult.NeedsPerson => "q-check-a",
        CheckResult.Fail => "q-check-r",
    };
}
