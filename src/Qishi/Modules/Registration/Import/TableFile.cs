using System.Text;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Import;

/// <summary>A row as it stood in the file, by column; <see cref="No"/> counts from 1, the head not counted.</summary>
internal sealed record RawRow(int No, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.TryGetValue(column, out var cell) ? cell.Trim() : "";
}

/// <summary>A file cannot be read as a table; the sentence says why and what to do.</summary>
public sealed class TableFileException(string message) : Exception(message);

/// <summary>What a table file may hold at most. A hostile file is refused by these before it costs anything (see ImportScreenTests).</summary>
internal static class TableLimits
{
    public const int Rows = 500_000;
    public const int Columns = 60;
    public const int CellCharacters = 32_767;
    public const int ZipEntries = 200;

    /// <summary>Unpacked bytes of one part and of all together, and how many times its packed size a file may unpack to.</summary>
    public const long PartBytes = 1L << 30;
    public const int Ratio = 250;
    public const long SmallBytes = 64L << 20;

    /// <summary>Characters of all shared strings together: they are held in memory.</summary>
    public const long SharedCharacters = 96L << 20;
}

/// <summary>Reads the first sheet of an Excel file or a CSV file (UTF-8 or GB 18030), row by row, without holding the file in memory.</summary>
internal static class TableFile
{
    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool IsExcel(ReadOnlySpan<byte> head) => head.Length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;

    /// <summary>Rows of the file. The stream must be seekable.</summary>
    /// <exception cref="TableFileException">It is no such file, or breaks a limit.</exception>
    public static IEnumerable<RawRow> Read(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 0)
            throw new TableFileException("文件是空的。请重新选择");
        if (IsExcel(head[..read]))
            return Named(XlsxSheet.Rows(file));
        if (head[..read] is [0xD0, 0xCF, 0x11, 0xE0, ..])
            throw new TableFileException("旧的.xls格式不能导入。请在表格软件中另存为.xlsx或CSV");
        return Named(CsvRows(file));
    }

    private static IEnumerable<RawRow> Named(IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>? heads = null;
        var no = 0;
        foreach (var row in rows)
        {
            if (heads is null)
            {
                heads = [.. row.Select(h => h.Trim().TrimStart('\uFEFF').Trim('＊', '*'))];
                if (ImportColumns.Wrong(heads) is { } wrong)
                    throw new TableFileException(wrong);
                continue;
            }

            no++;
            if (no > TableLimits.Rows)
                throw new TableFileException($"超过{TableLimits.Rows}行。请分成几个文件");
            var cells = new Dictionary<string, string>(heads.Count, StringComparer.Ordinal);
            for (var i = 0; i < heads.Count && i < row.Count; i++)
                if (heads[i].Length > 0 && row[i].Length > 0)
                    cells[heads[i]] = row[i];
            if (cells.Count > 0)
                yield return new(no, cells);
        }

        if (heads is null)
            throw new TableFileException("文件里没有列名。请用模板填写");
    }

    private static IEnumerable<IReadOnlyList<string>> CsvRows(Stream file)
    {
        using var reader = new StreamReader(file, EncodingOf(file), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var c = reader.Read(); ; c = reader.Read())
        {
            if (quoted)
            {
                if (c < 0)
                    throw new TableFileException("有一个双引号没有成对。请检查CSV文件");
                if (c == '"' && reader.Peek() == '"')
                    field.Append((char)reader.Read());
                else if (c == '"')
                    quoted = false;
                else
                    field.Append((char)c);
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n' or < 0)
            {
                if (c < 0 && field.Length == 0 && fields.Count == 0)
                    yield break;
                fields.Add(field.ToString());
                field.Clear();
                if (fields.Count > TableLimits.Columns)
                    throw new TableFileException($"有一行超过{TableLimits.Columns}列。请用模板填写");
                if (c == ',')
                    continue;
                yield return fields;
                fields = [];
                if (c < 0)
                    yield break;
            }
            else if (c == 0)
            {
                throw new TableFileException("这不是文本文件。请导入.xlsx或CSV文件");
            }
            else if (c != '\r' || reader.Peek() != '\n')
            {
                field.Append((char)c);
            }

            if (field.Length > TableLimits.CellCharacters)
                throw new TableFileException($"有一个单元格超过{TableLimits.CellCharacters}个字。请检查文件");
        }
    }

    // Excel writes CSV in GB 18030 on Chinese Windows: whatever is not valid UTF-8 is read so.
    private static Encoding EncodingOf(Stream file)
    {
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var decoder = utf8.GetDecoder();
        var (buffer, chars) = (new byte[1 << 16], new char[1 << 16]);
        try
        {
            for (int read; (read = file.Read(buffer)) > 0;)
                decoder.GetChars(buffer, 0, read, chars, 0, flush: false);
            return utf8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030");
        }
        finally
        {
            file.Position = 0;
        }
    }
}
