using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>One field of a message's data. Without value and salt it is left out, and its hash stands for it.</summary>
/// <param name="Path">JSON pointer with array places in brackets, e.g. <c>/legalRep/idNo</c>, <c>/seals/[0]</c>.</param>
/// <param name="Value">Canonical JSON of the value; null when it is left out.</param>
/// <param name="Salt">Salt of the field, 64 hexadecimal digits; null when it is left out.</param>
/// <param name="Hash">Hash of the leaf, 64 hexadecimal digits; null when the value is there.</param>
public sealed record DataField(string Path, string? Value, string? Salt, string? Hash)
{
    /// <summary>Hash of the leaf; null when neither value nor hash make one.</summary>
    [JsonIgnore]
    public byte[]? LeafHash => Value is not null && Salt is not null ? MerkleTree.LeafHash(FieldTree.Leaf(Salt, Path, Value))
        : Hash is { Length: 64 } && Hash.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(Hash) : null;
}

/// <summary>
/// Digest of a message's data: root of a hash tree over its fields in the order of their paths, each with a salt of its own drawn from the message's salt. Who holds a
/// copy with some fields left out can still prove the others, and cannot guess what was left out, because the salts of those fields are left out as well.
/// </summary>
public static class FieldTree
{
    /// <summary>Digest of data under a salt.</summary>
    /// <param name="salt">Salt of the message, at least 32 hexadecimal digits.</param>
    /// <param name="data">The data.</param>
    public static string Digest(string salt, JsonElement data) => Root(Fields(salt, data))!;

    /// <summary>All fields with their values and salts, in order.</summary>
    public static IReadOnlyList<DataField> Fields(string salt, JsonElement data)
    {
        var key = Convert.FromHexString(salt);
        var leaves = new List<(string Path, string Value)>();
        Collect(data, "", leaves);
        leaves.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return [.. leaves.Select(l => new DataField(l.Path, l.Value, Convert.ToHexStringLower(HmacSm3.Compute(key, Encoding.UTF8.GetBytes(l.Path))), null))];
    }

    /// <summary>The same field with its value left out.</summary>
    public static DataField LeftOut(DataField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(field.Path, null, null, Convert.ToHexStringLower(field.LeafHash!));
    }

    /// <summary>Digest of fields, some of which may be left out; null when a field has neither value nor hash, or there are none.</summary>
    public static string? Root(IReadOnlyList<DataField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var hashes = fields.Select(f => f.LeafHash).ToList();
        return hashes.Count == 0 || hashes.Contains(null) ? null : Convert.ToHexStringLower(MerkleTree.RootOfHashes([.. hashes.Select(h => h!)]));
    }

    internal static byte[] Leaf(string salt, string path, string value) => Encoding.UTF8.GetBytes($"{salt}\n{path}\n{value}");

    private static void Collect(JsonElement value, string path, List<(string, string)> leaves)
    {
        if (value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0)
        {
            foreach (var property in value.EnumerateObject())
                Collect(property.Value, $"{path}/{Escaped(property.Name)}", leaves);
        }
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
                Collect(item, $"{path}/[{i++}]", leaves);
        }
        else
        {
            leaves.Add((path, CanonicalJson.Of(value)));
        }
    }

    // A name that looks like an array place, or carries the separator, must not give the same path as another.
    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("[", "~2", StringComparison.Ordinal).Replace("\n", "~3", StringComparison.Ordinal);
}
