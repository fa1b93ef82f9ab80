using System.Buffers.Binary;
using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>
/// Writes a font whose every glyph has one character. The CJK fonts give one glyph to 食 and to the radical ⻝ (U+2EDD), and a PDF keeps glyphs: whoever copies
/// text from it would get the radical. So look-alikes (<see cref="LookAlikes"/>) lose their entries in the character map. Shaping tables, which Chinese does without, are left out.
/// </summary>
internal static class FontFile
{
    private const uint CharacterMap = 0x636D6170; // cmap
    private static readonly HashSet<string> Kept = ["CFF ", "glyf", "loca", "OS/2", "cmap", "cvt ", "fpgm", "prep", "head", "hhea", "hmtx", "maxp", "name", "post"];

    public static void Write(string source, int index, string target)
    {
        using var face = SKTypeface.FromFile(source, index);
        var map = CharacterMapOf(face);
        var tables = face.GetTableTags().Order().Where(t => Kept.Contains(NameOf(t)))
            .Select(t => (Tag: t, Data: t == CharacterMap ? map : face.GetTableData(t))).ToList();

        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        using (var file = File.Create(temporary))
        {
            Write(file, tables.Exists(t => NameOf(t.Tag) == "CFF ") ? 0x4F54544Fu : 0x00010000u);
            Write(file, (uint)tables.Count << 16);
            Write(file, 0);
            var at = 12 + 16 * tables.Count;
            foreach (var (tag, data) in tables)
            {
                Write(file, tag);
                Write(file, 0);
                Write(file, (uint)at);
                Write(file, (uint)data.Length);
                at += (data.Length + 3) & ~3;
            }

            foreach (var (_, data) in tables)
            {
                file.Write(data);
                file.Write([0, 0, 0], 0, -data.Length & 3);
            }
        }

        File.Move(temporary, target, overwrite: true);
    }

    /// <summary>A character map of one format 12 subtable: runs of characters with consecutive glyphs.</summary>
    private static byte[] CharacterMapOf(SKTypeface face)
    {
        using var font = new SKFont(face);
        var glyphs = new SortedDictionary<int, ushort>();
        var ordinary = Enumerable.Range(0x20, 0x30000 - 0x20).Where(c => c is not (>= 0xD800 and <= 0xDFFF)).ToLookup(c => !LookAlikes.Is(c));
        foreach (var code in ordinary[true])
            if (font.GetGlyph(code) is > 0 and var glyph)
                glyphs[code] = glyph;
        var taken = glyphs.Values.ToHashSet();
        // A radical with a shape of its own stays.
        foreach (var code in ordinary[false])
            if (font.GetGlyph(code) is > 0 and var glyph && taken.Add(glyph))
                glyphs[code] = glyph;
        var runs = new List<(int First, int Last, int Glyph)>();
        foreach (var (code, glyph) in glyphs)
        {
            if (runs.Count > 0 && runs[^1] is var last && last.Last == code - 1 && last.Glyph + code - last.First == glyph)
                runs[^1] = last with { Last = code };
            else
                runs.Add((code, code, glyph));
        }

        var table = new byte[12 + 16 + 12 * runs.Count];
        var span = table.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(span[4..], 3);
        BinaryPrimitives.WriteUInt16BigEndian(span[6..], 10);
        BinaryPrimitives.WriteInt32BigEndian(span[8..], 12);
        BinaryPrimitives.WriteUInt16BigEndian(span[12..], 12);
        BinaryPrimitives.WriteInt32BigEndian(span[16..], table.Length - 12);
        BinaryPrimitives.WriteInt32BigEndian(span[24..], runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(span[(28 + 12 * i)..], runs[i].First);
            BinaryPrimitives.WriteInt32BigEndian(span[(32 + 12 * i)..], runs[i].Last);
            BinaryPrimitives.WriteInt32BigEndian(span[(36 + 12 * i)..], runs[i].Glyph);
        }

        return table;
    }

    private static string NameOf(uint tag) => new([(char)(tag >> 24), (char)(tag >> 16 & 255), (char)(tag >> 8 & 255), (char)(tag & 255)]);

    private static void Write(FileStream file, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        file.Write(bytes);
    }
}
