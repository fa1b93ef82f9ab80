using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Registration.Model;

/// <summary>
/// Two neighbouring characters of a name, where they stand and which one follows. Chinese names are searched by two or three characters, too short for the
/// trigram indexes of both databases; this plain table answers both by a key, nearest to the start of the name first.
/// </summary>
internal sealed class NameGram
{
    public required string Gram { get; init; }

    /// <summary>Counted in characters, a rare one beyond the basic plane being one.</summary>
    public int Position { get; init; }
    public required string Uscc { get; init; }

    /// <summary>
    /// The pair with the character after it, if any: 百货店 is not looked for among all that hold 百货. One column, because a database that knows how often the pair and the
    /// character occur, but not how often together, joins as if there were next to none.
    /// </summary>
    public required string Three { get; set; }

    /// <summary>Grams of a name without its division and without （个体工商户）, which nearly every name has.</summary>
    public static IEnumerable<NameGram> Of(Entity entity) =>
        Cut(Searched(entity.Name, entity.Division)).Select(g => new NameGram { Gram = g.Gram, Position = g.At, Uscc = entity.Uscc, Three = g.Three });

    public static string Searched(string name, string? division)
    {
        var text = division is { Length: > 0 } && name.StartsWith(division, StringComparison.Ordinal) ? name[division.Length..] : name;
        return text.Replace("（个体工商户）", "", StringComparison.Ordinal);
    }

    /// <summary>Neighbouring pairs, the same with what follows, and their places.</summary>
    public static IReadOnlyList<(string Gram, string Three, int At)> Cut(string text)
    {
        string[] characters = [.. text.EnumerateRunes().Select(r => r.ToString())];
        return [.. Enumerable.Range(0, Math.Max(0, characters.Length - 1)).Select(i => (characters[i] + characters[i + 1], string.Concat(characters.Skip(i).Take(3)), i))];
    }

    internal sealed class Mapping : IEntityTypeConfiguration<NameGram>
    {
        public void Configure(EntityTypeBuilder<NameGram> builder)
        {
            builder.ToTable("reg_name_gram");
            builder.HasKey(g => new { g.Gram, g.Position, g.Uscc });
            builder.HasIndex(g => new { g.Three, g.Position, g.Uscc });
            builder.HasIndex(g => g.Uscc);
        }
    }
}
