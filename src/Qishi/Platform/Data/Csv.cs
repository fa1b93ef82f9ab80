using System.Text;

namespace Qishi.Platform.Data;

/// <summary>Reads CSV files as RFC 4180 writes them (quotes, line breaks inside quotes, a byte-order mark); the first record names the columns.</summary>
public static class Csv
{
    /// <summary>Records of a file, one dictionary each, read as they are asked for. Empty lines are passed over; fields are not trimmed.</summary>
    /// <exception cref="FormatException">A record has another number of fields than the head, or a quote is not closed; names file and line.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        foreach (var record in Read(reader, Path.GetFileName(path)))
            yield return record;
    }

    /// <summary>Records of a text; <paramref name="name"/> is used in messages.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(TextReader reader, string name)
    {
        var line = 1;
        if (Next(reader, name, ref line) is not { } head)
            yield break;
        for (var first = line; Next(reader, name, ref line) is { } fields; first = line)
        {
            if (fields is [""])
                continue;
            if (fields.Count != head.Count)
                throw new FormatException($"{name}, line {first}: {fields.Count} fields, the head has {head.Count}.");
            var record = new Dictionary<string, string>(head.Count, StringComparer.Ordinal);
            for (var i = 0; i < head.Count; i++)
                record[head[i]] = fields[i];
            yield return record;
        }
    }

    private static List<string>? Next(TextReader reader, string name, ref int line)
    {
        if (reader.Peek() < 0)
            return null;
        var (fields, field, start) = (new List<string>(), new StringBuilder(), line);
        var quoted = false;
        while (true)
        {
            var c = reader.Read();
            if (c == '\n')
                line++;
            if (quoted)
            {
                if (c < 0)
                    throw new FormatException($"{name}, line {start}: a quote is not closed.");
                if (c != '"')
                    field.Append((char)c);
                else if (reader.Peek() == '"')
                    field.Append((char)reader.Read());
                else
                    quoted = false;
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n' or < 0)
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c != ',')
                    return fields;
            }
            else if (c != '\r' || reader.Peek() != '\n')
            {
                field.Append((char)c);
            }
        }
    }
}
