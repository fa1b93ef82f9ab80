using System.Globalization;

namespace Qishi.Bench.Limit;

/// <summary>
/// Makes copies of one lifecycle's rows that differ where they must: case number, credit code and ids are new and the same in all rows of a copy; other values of
/// unique columns are numbered. Lengths stay as they were.
/// </summary>
internal sealed class Copies
{
    private readonly HashSet<Guid> ids = [];
    private readonly string caseNo, uscc;
    private long count = Random.Shared.NextInt64(1_000_000, 9_000_000) * 100_000;

    public Copies(RowShapes rows)
    {
        var theCase = rows.All.Single(r => r.Table.Name == "stu_case");
        caseNo = Text(theCase, "case_no");
        uscc = Text(theCase, "uscc");
        foreach (var row in rows.All)
            foreach (var place in row.Table.Unique)
                if (AsGuid(row.Values[place]) is { } id)
                    ids.Add(id);
    }

    public Copy Next() => new(this, Interlocked.Add(ref count, 1000));

    private static string Text(RowShape row, string column) => (string)row.Values[row.Table.Columns.ToList().IndexOf(column)]!;

    private static Guid? AsGuid(object? value) => value switch
    {
        Guid g => g,
        string { Length: 36 } s when Guid.TryParseExact(s, "D", out var g) => g,
        _ => null,
    };

    /// <summary>One copy of the lifecycle.</summary>
    internal sealed class Copy(Copies all, long number)
    {
        private readonly Dictionary<Guid, Guid> ids = [];
        private readonly string caseNo = "KX" + Digits(number, all.caseNo.Length - 2);
        private readonly string uscc = "92" + Digits(number, all.uscc.Length - 2);
        private long next = number;

        public object? Value(RowShape row, int place)
        {
            var value = row.Values[place];
            if (AsGuid(value) is { } id && all.ids.Contains(id))
            {
                if (!ids.TryGetValue(id, out var fresh))
                    ids[id] = fresh = Guid.CreateVersion7();
                return value is Guid ? fresh : fresh.ToString("D").ToUpperInvariant();
            }

            return value switch
            {
                string text => Text(text, row.Table.Unique.Contains(place)),
                // Only bare numbers that make a row unique; a date or a place in a list stays.
                long when row.Table.Unique.Contains(place) && row.Table.Types[place] is "bigint" or "INTEGER" && row.Table.Name == "plt_seal" => next++,
                _ => value,
            };
        }

        private string Text(string text, bool unique)
        {
            if (text.Length < caseNo.Length)
                return unique && text.Length >= 12 ? Numbered(text) : text;
            var changed = text.Replace(all.caseNo, caseNo, StringComparison.Ordinal).Replace(all.uscc, uscc, StringComparison.Ordinal);
            return unique && ReferenceEquals(changed, text) ? Numbered(text) : changed;
        }

        private string Numbered(string text) => text.Length < 12 ? text : text[..^12] + Digits(next++, 12);

        private static string Digits(long n, int length)
        {
            var text = n.ToString(CultureInfo.InvariantCulture);
            return text.Length >= length ? text[^length..] : text.PadLeft(length, '0');
        }
    }
}
