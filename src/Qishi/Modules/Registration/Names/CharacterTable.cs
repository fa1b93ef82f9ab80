using System.Collections.Frozen;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Names;

/// <summary>
/// How characters are read and which are variants of a standard one, from <c>pinyin.csv</c> and <c>character-variants.csv</c>. Tones are left out (R-3.23 2);
/// a character of several readings has them all, since a name is heard, not looked up.
/// </summary>
internal sealed class CharacterTable
{
    private static readonly Lazy<CharacterTable> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "SeedData", "reference")));
    private readonly FrozenDictionary<char, string[]> readings;
    private readonly FrozenDictionary<char, char> standards;

    private CharacterTable(Dictionary<char, string[]> readings, Dictionary<char, char> standards) =>
        (this.readings, this.standards) = (readings.ToFrozenDictionary(), standards.ToFrozenDictionary());

    /// <summary>The tables that ship with the program; read once.</summary>
    public static CharacterTable Current => Shipped.Value;

    public static CharacterTable Load(string folder)
    {
        var (readings, standards) = (new Dictionary<char, List<string>>(), new Dictionary<char, char>());
        foreach (var row in Csv.Read(Path.Combine(folder, "pinyin.csv")))
            foreach (var c in row["characters"])
                if (readings.TryGetValue(c, out var known))
                    known.Add(row["syllable"]);
                else
                    readings[c] = [row["syllable"]];
        foreach (var row in Csv.Read(Path.Combine(folder, "character-variants.csv")))
            foreach (var c in row["variants"])
                standards[c] = row["standard"][0];
        return new(readings.ToDictionary(r => r.Key, r => r.Value.ToArray()), standards);
    }

    /// <summary>Syllables without tone; a character without a known reading is only like itself.</summary>
    public string[] ReadingsOf(char c) => readings.TryGetValue(c, out var known) ? known : [c.ToString()];

    public bool SoundAlike(char a, char b)
    {
        if (a == b)
            return true;
        var others = ReadingsOf(b);
        foreach (var reading in ReadingsOf(a))
            if (Array.IndexOf(others, reading) >= 0)
                return true;
        return false;
    }

    /// <summary>The same text with variants (traditional forms) written in the standard way.</summary>
    public string Standard(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = standards.TryGetValue(source[i], out var s) ? s : source[i];
    });
}
