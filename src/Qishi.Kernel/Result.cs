namespace Qishi.Kernel;

/// <summary>
/// Why an input or an act is refused: a stable code for machines, a Chinese sentence for people, and the field it belongs to.
/// </summary>
/// <param name="Code">Stable code in kebab-case, e.g. <c>uscc-check-character</c>; never changes once published.</param>
/// <param name="Sentence">What happened and what to do, in Chinese, with the user's own words in “quotes”.</param>
/// <param name="Field">Name of the form field, e.g. <c>IdNumber</c> or <c>People[0].Name</c>; null when it concerns the whole act.</param>
/// <param name="Rule">Rule id or legal source, e.g. <c>R-1.10</c>; null when none applies.</param>
public sealed record Problem(string Code, string Sentence, string? Field = null, string? Rule = null)
{
    /// <summary>The same problem placed at another field.</summary>
    public Problem At(string field) => this with { Field = field };
}

/// <summary>A value or the reasons why there is none. Never both.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct Result<T>
{
    private readonly T? value;
    private readonly IReadOnlyList<Problem>? problems;

    private Result(T? value, IReadOnlyList<Problem>? problems) => (this.value, this.problems) = (value, problems);

    /// <summary>True when there is a value.</summary>
    public bool Ok => problems is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: the caller did not look at <see cref="Ok"/>.</exception>
    public T Value => Ok ? value! : throw new InvalidOperationException(string.Join("; ", Problems.Select(p => p.Code)));

    /// <summary>The reasons; empty when <see cref="Ok"/>.</summary>
    public IReadOnlyList<Problem> Problems => problems ?? [];

    /// <summary>A value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>One reason.</summary>
    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);

    /// <summary>Several reasons.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static implicit operator Result<T>(Problem[] problems) => Refused(problems);

    /// <summary>Several reasons.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Result<T> Refused(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(default, problems) : throw new ArgumentException("A refusal needs a reason.", nameof(problems));
}
