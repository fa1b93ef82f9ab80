using System.Text.RegularExpressions;

namespace Qishi.Kernel;

/// <summary>An identity document of a natural person: kind and number (R-2.24). <see cref="ToString"/> gives the masked form.</summary>
public readonly partial record struct IdDocument
{
    private readonly string? number;

    private IdDocument(IdKind kind, string number) => (Kind, this.number) = (kind, number);

    /// <summary>Kind.</summary>
    public IdKind Kind { get; }

    /// <summary>Number in clear; "" for <c>default</c>. Personal data: store it encrypted, show <see cref="Masked"/>.</summary>
    public string Number => number ?? "";

    /// <summary>Masked number (R-2.25).</summary>
    public string Masked => Kernel.Masked.Id(Number);

    /// <summary>Reads a number of the given kind; spaces, hyphens, full-width and small characters are accepted.</summary>
    /// <param name="kind">Kind of document the user chose.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="today">Today in China.</param>
    /// <returns>The document, the reasons of <see cref="CitizenId.Parse"/>, or <c>id-required</c>, <c>id-form</c>, <c>id-birth-date</c>, <c>id-check-character</c>.</returns>
    public static Result<IdDocument> Parse(IdKind kind, string? text, DateOnly today)
    {
        if (kind == IdKind.CitizenId)
        {
            var citizen = CitizenId.Parse(text, today);
            return citizen.Ok ? new IdDocument(kind, citizen.Value.Value) : Result<IdDocument>.Refused(citizen.Problems);
        }
        var id = NormalisedText.Codes(text);
        if (id.Length == 0) return new Problem("id-required", $"请填写{Word(kind)}号码", Rule: "R-2.24");
        if (!Form(kind).IsMatch(id)) return new Problem("id-form", $"{Word(kind)}号码应为{FormWords(kind)}。请对照证件检查", Rule: "R-2.24");
        var problems = kind is IdKind.ResidencePermit or IdKind.ForeignerResidence ? CitizenId.BirthAndCheck(id, today, Word(kind)).ToArray() : [];
        return problems.Length > 0 ? problems : new IdDocument(kind, id);
    }

    /// <summary>Chinese name of a kind, e.g. 居民身份证.</summary>
    public static string Word(IdKind kind) => kind switch
    {
        IdKind.CitizenId => "居民身份证",
        IdKind.HongKongMacaoPermit => "港澳居民来往内地通行证",
        IdKind.TaiwanPermit => "台湾居民来往大陆通行证",
        IdKind.ResidencePermit => "港澳台居民居住证",
        IdKind.Passport => "护照",
        IdKind.ForeignerResidence => "外国人永久居留身份证",
    };

    /// <summary>The masked number, never the clear one.</summary>
    public override string ToString() => Masked;

    private static Regex Form(IdKind kind) => kind switch
    {
        IdKind.HongKongMacaoPermit => HongKongMacaoForm(),
        IdKind.TaiwanPermit => TaiwanForm(),
        IdKind.ResidencePermit => ResidenceForm(),
        IdKind.ForeignerResidence => ForeignerForm(),
        IdKind.Passport or IdKind.CitizenId => PassportForm(),
    };

    private static string FormWords(IdKind kind) => kind switch
    {
        IdKind.HongKongMacaoPermit => "字母H或M加8位或10位数字",
        IdKind.TaiwanPermit => "8位数字",
        IdKind.ResidencePermit => "18位，以810000、820000或830000开头",
        IdKind.ForeignerResidence => "18位，以9开头",
        IdKind.Passport or IdKind.CitizenId => "5至20位字母和数字",
    };

    [GeneratedRegex(@"^[HM](?:[0-9]{8}|[0-9]{10})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HongKongMacaoForm();

    [GeneratedRegex(@"^[0-9]{8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TaiwanForm();

    [GeneratedRegex(@"^8[123]0000[0-9]{11}[0-9X]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ResidenceForm();

    [GeneratedRegex(@"^9[0-9]{16}[0-9X]\z", RegexOptions.CultureInvariant)]
    private static partial Regex ForeignerForm();

    [GeneratedRegex(@"^[A-Z0-9]{5,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PassportForm();
}
