using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Registration.Import;

/// <summary>The cells of a row as one text: what is sealed, compared and shown again for mending.</summary>
internal static class RawCells
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(RawRow row) => JsonSerializer.Serialize(row.Cells, Json);

    public static RawRow Read(int no, string raw) => new(no, JsonSerializer.Deserialize<Dictionary<string, string>>(raw)!);

    /// <summary>Equal cells give an equal digest, whatever the order of the columns and the spaces around a cell.</summary>
    public static string Digest(RawRow row)
    {
        var text = new StringBuilder();
        foreach (var column in ImportColumns.All)
            text.Append(row[column.Head].ReplaceLineEndings("\n")).Append('\u001f');
        return Sm3.Hex(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
