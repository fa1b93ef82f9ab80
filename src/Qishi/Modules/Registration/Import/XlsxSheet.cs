using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Qishi.Modules.Registration.Import;

/// <summary>
/// Rows of the first sheet of an Excel file, read forward only. Written for files nobody vouches for: parts are counted while they unpack, no DTD and no external part is
/// followed, gaps are never filled (a cell at XFD1048576 costs one cell), formulas are not computed.
/// </summary>
internal static class XlsxSheet
{
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = false, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = TableLimits.PartBytes };

    public static IEnumerable<IReadOnlyList<string>> Rows(Stream file)
    {
        using var rows = Open(file);
        while (true)
        {
            IReadOnlyList<string> row;
            try
            {
                if (!rows.MoveNext())
                    yield break;
                row = rows.Current;
            }
            catch (Exception e) when (e is XmlException or InvalidDataException or FormatException or OverflowException or IndexOutOfRangeException or ArgumentException)
            {
                throw new TableFileException("Excel文件的内容不完整或者被改动过，读不出来。请在表格软件中另存一份再导入");
            }

            yield return row;
        }
    }

    private static IEnumerator<IReadOnlyList<string>> Open(Stream file)
    {
        var packed = file.Length;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > TableLimits.ZipEntries)
            throw new TableFileException("Excel文件里的部件太多。请把数据另存为一个新的工作簿");
        var sheet = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault() ?? throw new TableFileException("Excel文件里没有工作表。请重新选择");
        var shared = zip.GetEntry("xl/sharedStrings.xml") is { } strings ? Shared(strings, packed) : [];
        using var stream = Counted(sheet, packed);
        using var xml = XmlReader.Create(stream, Careful);
        var last = 0;
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            if (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number <= last || number > TableLimits.Rows + 1))
                throw new TableFileException(number <= last ? "Excel文件里的行号不是从小到大。请另存一份再导入" : $"第{number}行太靠后，最多{TableLimits.Rows}行。请删去空行后再导入");
            last = number;
            if (!xml.IsEmptyElement)
                yield return Row(xml, shared);
        }
    }

    private static List<string> Row(XmlReader xml, List<string> shared)
    {
        var (cells, depth) = (new List<string>(32), xml.Depth);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var place = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : cells.Count;
            if (place >= TableLimits.Columns)
                throw new TableFileException($"表格超过{TableLimits.Columns}列。请用模板填写，删去多余的列");
            var type = xml.GetAttribute("t");
            var text = xml.IsEmptyElement ? "" : Cell(xml, type, shared);
            while (cells.Count <= place)
                cells.Add("");
            cells[place] = text;
        }

        return cells;
    }

    private static string Cell(XmlReader xml, string? type, List<string> shared)
    {
        var (text, depth) = (new StringBuilder(), xml.Depth);
        var inText = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
                inText = xml.LocalName is "v" or "t" && !xml.IsEmptyElement;
            else if (xml.NodeType == XmlNodeType.EndElement)
                inText = false;
            else if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                Add(text, xml.Value);
        }

        var value = text.ToString();
        return type switch
        {
            "s" => shared[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)],
            "b" => value == "1" ? "是" : "否",
            "e" => throw new TableFileException($"表格里有出错的公式“{value}”。请改成文字后再导入"),
            "str" or "inlineStr" or "d" => value,
            _ => Number(value),
        };
    }

    // A date is a number to Excel; which of both it is only the reader of the column knows. 1.2E+17 is a code that lost its digits: it is handed on as it stands and fails there.
    private static string Number(string value) => value;

    private static void Add(StringBuilder text, string more)
    {
        if (text.Length + more.Length > TableLimits.CellCharacters)
            throw new TableFileException($"有一个单元格超过{TableLimits.CellCharacters}个字。请检查文件");
        text.Append(more);
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z')
                break;
            column = checked((column * 26) + c - 'A' + 1);
        }

        return Math.Max(0, column - 1);
    }

    private static List<string> Shared(ZipArchiveEntry entry, long packed)
    {
        var strings = new List<string>();
        long characters = 0;
        using var stream = Counted(entry, packed);
        using var xml = XmlReader.Create(stream, Careful);
        var text = new StringBuilder();
        var (inText, phonetic) = (false, 0);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "si":
                    text.Clear();
                    if (xml.IsEmptyElement)
                        strings.Add("");
                    break;
                case XmlNodeType.Element when xml.LocalName == "rPh":
                    phonetic = xml.IsEmptyElement ? 0 : 1;
                    break;
                case XmlNodeType.Element when xml.LocalName == "t":
                    inText = !xml.IsEmptyElement && phonetic == 0;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "t":
                    inText = false;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "rPh":
                    phonetic = 0;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "si":
                    strings.Add(text.ToString());
                    if ((characters += text.Length + 16) > TableLimits.SharedCharacters)
                        throw new TableFileException("Excel文件里的文字太多。请改用CSV文件，或者分成几个文件");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText:
                    Add(text, xml.Value);
                    break;
            }
        }

        return strings;
    }

    private static CountedStream Counted(ZipArchiveEntry entry, long packed) => new(entry.Open(), Math.Max(TableLimits.SmallBytes, Math.Min(TableLimits.PartBytes, packed * TableLimits.Ratio)));

    /// <summary>Stops a part that unpacks to more than it should.</summary>
    private sealed class CountedStream(Stream inner, long most) : Stream
    {
        private long read;

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        private int Count(int n) => (read += n) <= most ? n : throw new TableFileException("Excel文件解压后太大，可能是恶意文件。请在表格软件中另存一份，或者改用CSV文件");

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
