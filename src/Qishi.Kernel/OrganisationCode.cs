namespace Qishi.Kernel;

/// <summary>
/// Organisation code (组织机构代码, GB 11714): eight characters and a check character; it is the subject code, positions 9–17, of the credit code.
/// Real codes come from segments (码段) delivered by the national code centre; only the demo makes its own.
/// </summary>
public static class OrganisationCode
{
    private static ReadOnlySpan<int> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Check character of eight characters 0–9 A–Z: 0–9 or X .</summary>
    /// <exception cref="ArgumentException">Not eight characters of 0–9 A–Z.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first8)
    {
        if (first8.Length != 8) throw new ArgumentException("An organisation code has eight characters before its check character.", nameof(first8));
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += ValueOf(first8[i]) * Weights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }

    /// <summary>The eight characters with their check character.</summary>
    /// <exception cref="ArgumentException">Not eight characters of 0–9 A–Z.</exception>
    public static string WithCheck(string body8) => body8 + CheckCharacter(body8);

    /// <summary>
    /// The next body of a segment: the first four characters stay, the last four count up in the 31 characters of the credit code
    /// (<c>MACX0009</c> → <c>MACX000A</c>).
    /// </summary>
    /// <param name="body8">Eight characters of the 31-character set.</param>
    /// <exception cref="ArgumentException">Not eight characters of the set.</exception>
    /// <exception cref="InvalidOperationException">The segment is used up.</exception>
    public static string Next(string body8)
    {
        ArgumentNullException.ThrowIfNull(body8);
        if (body8.Length != 8 || body8.Any(c => Uscc.ValueOf(c) < 0))
            throw new ArgumentException($"'{body8}' is not the body of an organisation code.", nameof(body8));
        var body = body8.ToCharArray();
        for (var i = 7; i >= 4; i--)
        {
            var next = Uscc.ValueOf(body[i]) + 1;
            body[i] = Uscc.Characters[next % Uscc.Characters.Length];
            if (next < Uscc.Characters.Length) return new string(body);
        }
        throw new InvalidOperationException($"The code segment {body8[..4]} is used up.");
    }

    private static int ValueOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => throw new ArgumentException($"'{c}' is not a character of an organisation code.", nameof(c)),
    };
}
