namespace Qishi.Kernel;

/// <summary>
/// Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, unique for life and never used again.
/// A value is always well formed with a right check character; doubts that the law leaves open are <see cref="Warnings"/>.
/// </summary>
public readonly partial record struct Uscc
{
    /// <summary>The 31 characters of the code: digits and capitals without I, O, S, V, Z .</summary>
    internal const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private readonly string? value;

    private Uscc(string value) => this.value = value;

    /// <summary>The 18 characters; "" for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Registering department, position 1: 9 is market supervision.</summary>
    public char Department => Value[0];

    /// <summary>Category of organisation, position 2: under department 9 1 enterprise, 2 sole trader, 3 farmers' cooperative, 9 other.</summary>
    public char Category => Value[1];

    /// <summary>Six digits of the division of the first registration authority; they stay for life .</summary>
    public string Division => Value[2..8];

    /// <summary>Nine characters of the organisation code with its own check character.</summary>
    public string SubjectCode => Value[8..17];

    /// <summary>For display only, in groups of 2-6-9-1 divided by spaces (ux 4.3); copy and store <see cref="Value"/>.</summary>
    public string Display => value is null ? "" : $"{Value[..2]} {Division} {SubjectCode} {Value[17]}";

    /// <summary>Check character of the first 17: weights 3^(i−1) mod 31.</summary>
    /// <exception cref="ArgumentException">Not 17 characters of the set.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17) throw new ArgumentException("A credit code has 17 characters before its check character.", nameof(first17));
        var sum = 0;
        var weight = 1;
        foreach (var c in first17)
        {
            var digit = ValueOf(c);
            if (digit < 0) throw new ArgumentException($"'{c}' is not a character of a credit code.", nameof(first17));
            sum += digit * weight;
            weight = weight * 3 % 31;
        }
        return Characters[(31 - sum % 31) % 31];
    }

    /// <summary>Puts a code together and computes its check character.</summary>
    /// <param name="department">Position 1, e.g. <c>9</c>.</param>
    /// <param name="category">Position 2, e.g. <c>1</c>.</param>
    /// <param name="division">Division of the registration authority.</param>
    /// <param name="subjectCode9">Nine characters, see <see cref="OrganisationCode.WithCheck"/>.</param>
    /// <exception cref="ArgumentException">The parts do not form a code.</exception>
    public static Uscc Compose(char department, char category, DivisionCode division, string subjectCode9)
    {
        var first17 = $"{department}{category}{division.Value}{subjectCode9}";
        var parsed = Parse(first17 + CheckCharacter(first17));
        return parsed.Ok ? parsed.Value : throw new ArgumentException(parsed.Problems[0].Sentence, nameof(subjectCode9));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Place of a character in the set, 0–30; −1 when it is not in the set.</summary>
    internal static int ValueOf(char c) => Characters.IndexOf(c, StringComparison.Ordinal);
}
