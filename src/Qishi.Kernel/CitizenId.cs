using System.Globalization;

namespace Qishi.Kernel;

/// <summary>
/// Citizen identity number (公民身份号码, GB 11643-1999): 6 digits division, 8 birth date, 3 sequence, 1 check character.
/// <see cref="ToString"/> gives the masked form, so that a number never reaches a log by accident.
/// </summary>
public readonly partial record struct CitizenId
{
    private readonly string? value;

    private CitizenId(string value) => this.value = value;

    /// <summary>18 characters in clear, the last 0–9 or X; "" for <c>default</c>. Personal data: store it encrypted, show <see cref="Masked"/>.</summary>
    public string Value => value ?? "";

    /// <summary>Day of birth.</summary>
    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Sex, from the 17th digit.</summary>
    public Sex Sex => (Value[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>Six digits of the division that issued the number; it may have been abolished since .</summary>
    public string DivisionCode => Value[..6];

    /// <summary>First six and last four characters .</summary>
    public string Masked => Kernel.Masked.Id(Value);

    /// <summary>
    /// Full years (周岁) on a day. The birthday itself counts; who was born on 29 February is a year older on 28 February of a common year (Civil Code 202).
    /// </summary>
    public int AgeOn(DateOnly day)
    {
        var birth = BirthDate;
        var years = day.Year - birth.Year;
        return birth.AddYears(years) > day ? years - 1 : years;
    }

    /// <summary>Check character of 17 digits: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum mod 11 .</summary>
    /// <exception cref="ArgumentException">Not 17 digits.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || !first17.ContainsOnlyDigits()) throw new ArgumentException("A citizen number has 17 digits before its check character.", nameof(first17));
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (first17[i] - '0') * weights[i];
        return "10X98765432"[sum % 11];
    }

    /// <summary>Puts a number together, for demo data and tests.</summary>
    /// <param name="division6">Six digits that begin with a province.</param>
    /// <param name="birth">Day of birth, 1900 or later.</param>
    /// <param name="sequence">0–999; odd is male.</param>
    /// <exception cref="ArgumentException">The parts do not form a number.</exception>
    public static CitizenId Compose(string division6, DateOnly birth, int sequence)
    {
        var first17 = string.Create(CultureInfo.InvariantCulture, $"{division6}{birth:yyyyMMdd}{sequence:000}");
        var parsed = Parse(first17 + CheckCharacter(first17), birth);
        return parsed.Ok ? parsed.Value : throw new ArgumentException(parsed.Problems[0].Sentence, nameof(division6));
    }

    /// <summary>The masked number, never the clear one.</summary>
    public override string ToString() => Masked;
}
