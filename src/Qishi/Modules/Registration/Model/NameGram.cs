using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Registration.Model;

/// <summary>
/// Two neighbouring characters of a name and where they stand. Chinese names are searched by two or three characters, too short for the
/// trigram indexes of both databases; this plain table answers them on both by its key, nearest to the start of the name first.
/// </summary>
internal sealed class NameGram
{
    public required string Gram { get; init; }
    public int Position { get; init; }
    public required string Uscc { get; init; }

    /// <summary>Grams of a name without its division and without （个体工商户）, which nearly every name has.</summary>
    public static IEnumerable<NameGram> Of(Entity entity) =>
        Cut(Searched(entity.Name, entity.Division)).Select(g => new NameGram { Gram = g.Gram, Position = g.At, Uscc = entity.Uscc });

    public static string Searched(string name, string? division)
    {
        var text = division is { Length: > 0 } && name.StartsWith(division, StringComparison.Ordinal) ? name[division.Length..] : name;
        return text.Replace("（个体工商户）", "", StringComparison.Ordinal);
    }

    /// <summary>Neighbouring pairs with their places.</summary>
    public static IEnumerable<(string Gram, int At)> Cut(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => (text.Substring(i, 2), i));

    internal sealed class Mapping : IEntityTypeConfiguration<NameGram>
    {
        public void Configure(EntityTypeBuilder<NameGram> builder)
        {
            builder.ToTable("reg_name_gram");
            builder.HasKey(g => new { g.Gram, g.Position, g.Uscc });
            builder.HasIndex(g => g.Uscc);
        }
    }
}
