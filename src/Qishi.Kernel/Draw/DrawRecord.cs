using System.Text.Encodings.Web;
using System.Text.Json;

namespace Qishi.Kernel.Draw;

/// <summary>Everything published about a draw (docs/draw.md §7): enough for anyone to compute it again, and nothing that says who was not drawn.</summary>
/// <param name="Format"><see cref="DrawTerms.Algorithm"/>.</param>
/// <param name="Terms">Terms fixed before the seed.</param>
/// <param name="PoolDigest">Digest of the pool, published at <paramref name="FrozenAt"/>.</param>
/// <param name="FrozenAt">When, UTC.</param>
/// <param name="Pool">Entries in canonical order: 64 hexadecimal digits, a blank, the number of the stratum from 0.</param>
/// <param name="Sources">Commitment and secret of each party, in the order of the terms.</param>
/// <param name="PublicNumber">The public number; "" when the terms name none.</param>
/// <param name="Seed">The seed.</param>
/// <param name="DrawnAt">When it was drawn, UTC.</param>
/// <param name="Drawn">The drawn objects in their order.</param>
public sealed record DrawRecord(
    string Format, DrawTerms Terms, string PoolDigest, DateTime FrozenAt, IReadOnlyList<string> Pool, IReadOnlyList<DrawSource> Sources, string PublicNumber,
    string Seed, DateTime DrawnAt, IReadOnlyList<DrawnObject> Drawn)
{
    /// <summary>JSON as it is published: web names, Chinese unescaped.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>A line of <see cref="Pool"/>.</summary>
    public static string Line(PoolEntry entry) => $"{entry.Hex} {entry.Stratum}";
}

/// <param name="Party">Name.</param>
/// <param name="Commitment">Published at <paramref name="CommittedAt"/>.</param>
/// <param name="CommittedAt">When, UTC.</param>
/// <param name="Secret">Told after all commitments were published.</param>
/// <param name="RevealedAt">When, UTC.</param>
public sealed record DrawSource(string Party, string Commitment, DateTime CommittedAt, string Secret, DateTime RevealedAt);

/// <param name="Digest">Its digest in the pool.</param>
/// <param name="Stratum">Number of its stratum.</param>
/// <param name="Code">Its code; "" when it may not be published.</param>
/// <param name="Salt">Its salt, so that code and digest can be compared; "" without a code.</param>
/// <param name="Name">Its name, for people; not part of the proof.</param>
public sealed record DrawnObject(string Digest, int Stratum, string Code, string Salt, string Name);
