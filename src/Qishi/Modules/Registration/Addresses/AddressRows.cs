using System.Globalization;
using Qishi.Kernel;
using Qishi.Kernel.Sm;
using Qishi.Modules.Registration.ImportScope;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>A row of the file as read, and what it would do; <see cref="Note"/> says what changes, or what is wrong. Without a road it is about the grid alone.</summary>
internal sealed record AddressRow(
    int Line, string AreaCode, string Grid, string GridName, string? Station, string Road, string Number, string Code, int? Longitude, int? Latitude, DateOnly? Until, RowEffect Effect, string Note)
{
    public bool IsGrid => Road.Length == 0;
}

/// <summary>What is entered already, as the rows are judged against it.</summary>
internal sealed record AddressStock(
    IReadOnlyDictionary<string, Grid> Grids, IReadOnlyDictionary<string, string> StationOfGrid, IReadOnlyDictionary<string, StandardAddress> Doors, IReadOnlySet<string> Stations);

/// <summary>Reads the rows of an address file against what is entered. Pure: nothing is written.</summary>
internal static class AddressRows
{
    public static readonly string[] Heads = ["村社区代码", "网格代码", "网格名称", "监管所代码", "路名", "门牌号", "地址编码", "经度", "纬度", "停用日期"];

    private const int MostGrid = 30, MostRoad = 30, MostNumber = 20, MostCode = 40;

    public static IReadOnlyList<AddressRow> Read(IEnumerable<IReadOnlyDictionary<string, string>> file, Catalogue catalogue, AddressStock stock, DateOnly validFrom)
    {
        var (rows, grids, codes, places) = (new List<AddressRow>(), new Dictionary<string, AddressRow>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var known = stock.Doors.Values.Where(d => d.To is null || d.To >= validFrom).GroupBy(d => d.AreaCode + "|" + d.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Code, StringComparer.Ordinal);
        foreach (var (record, index) in file.Select((r, i) => (r, i)))
        {
            var row = ReadOne(record, index + 2);
            var fault = Fault(record, row, catalogue, stock, grids);
            if (fault is null && !grids.ContainsKey(row.Grid))
            {
                var grid = JudgeGrid(row, catalogue, stock);
                grids.Add(row.Grid, grid);
                // A row about a door says its grid besides: the grid is a line of the report when it is news.
                if (row.IsGrid || grid.Effect != RowEffect.Same)
                    rows.Add(grid);
            }
            else if (fault is null && row.IsGrid)
                fault = $"网格{row.Grid}在文件里重复";

            if (fault is null && row.IsGrid)
                continue;
            fault ??= !codes.Add(row.Code) ? $"地址编码{row.Code}在文件里重复" : !places.Add(Place(row)) ? "这个地址在文件里重复" : null;
            if (fault is null && known.TryGetValue(Place(row), out var other) && other != row.Code)
                fault = $"这个地址已有编码{other}";
            rows.Add(fault is null ? Judge(row, stock, validFrom) : row with { Effect = RowEffect.Bad, Note = fault });
        }

        return rows;
    }

    private static string Place(AddressRow row) => row.AreaCode + "|" + AddressKey.Of(row.Road + row.Number);

    private static AddressRow ReadOne(IReadOnlyDictionary<string, string> record, int line)
    {
        string Cell(string head) => NormalisedText.Text(record.GetValueOrDefault(head));
        var (area, road, number) = (NormalisedText.Codes(Cell("村社区代码")), Cell("路名"), Cell("门牌号"));
        var code = AddressKey.Code(Cell("地址编码"));
        // Without a code of its own the door has one that follows from where it is: the same row gives the same code.
        if (code.Length == 0 && road.Length > 0)
            code = $"{area}-{Sm3.Hex(System.Text.Encoding.UTF8.GetBytes(AddressKey.Of(road + number)))[..10].ToUpperInvariant()}";
        DateOnly? until = TypedDate.TryParse(Cell("停用日期"), null, out var day) ? day : null;
        return new(line, area, AddressKey.Code(Cell("网格代码")), Cell("网格名称"), AddressKey.Code(Cell("监管所代码")) is { Length: > 0 } station ? station : null, road, number, code,
            Degree(Cell("经度")), Degree(Cell("纬度")), until, RowEffect.Bad, "");
    }

    private static string? Fault(IReadOnlyDictionary<string, string> record, AddressRow row, Catalogue catalogue, AddressStock stock, Dictionary<string, AddressRow> grids)
    {
        string Cell(string head) => NormalisedText.Text(record.GetValueOrDefault(head));
        var named = grids.GetValueOrDefault(row.Grid);
        return catalogue.Area(row.AreaCode) is not { IsTown: false } ? $"没有代码为“{row.AreaCode}”的村（社区）"
            : row.Grid.Length is < 2 or > MostGrid ? "网格代码应为2至30个字母和数字"
            : named is not null && named.AreaCode != row.AreaCode || stock.Grids.TryGetValue(row.Grid, out var held) && held.AreaCode != row.AreaCode ? $"网格{row.Grid}属于另一个村（社区）"
            : named is null && row.GridName.Length == 0 && !stock.Grids.ContainsKey(row.Grid) ? "新的网格要写网格名称"
            : row.GridName.Length > MostGrid ? $"网格名称超过{MostGrid}个字"
            : row.Station is { } station && !stock.Stations.Contains(station) ? $"没有监管所“{station}”"
            : named is not null && (row.Station is not null && row.Station != named.Station || row.GridName.Length > 0 && row.GridName != named.GridName) ? $"网格{row.Grid}的名称或者监管所与第{named.Line}行不一致"
            : row.Number.Length > 0 && row.Road.Length == 0 ? "有门牌号，没有路名（街、小区、自然村）"
            : row.Road.Length > MostRoad || row.Number.Length > MostNumber ? $"路名不超过{MostRoad}个字，门牌号不超过{MostNumber}个字"
            : row.Road.Length > 0 && AddressKey.Of(row.Road).Length < 2 ? "路名应有2个字以上"
            : row.Code.Length > MostCode ? $"地址编码超过{MostCode}个字符"
            : Cell("经度").Length > 0 && row.Longitude is not (> 73_000_000 and < 136_000_000) || Cell("纬度").Length > 0 && row.Latitude is not (> 3_000_000 and < 54_000_000) ? "经纬度不在国境范围内"
            : row.Longitude is null != row.Latitude is null ? "经度、纬度要一起填"
            : Cell("停用日期").Length > 0 && row.Until is null ? $"停用日期“{Cell("停用日期")}”不是日期"
            : null;
    }

    // The village's own station is in charge until another is named.
    private static AddressRow JudgeGrid(AddressRow row, Catalogue catalogue, AddressStock stock)
    {
        var now = stock.Grids.GetValueOrDefault(row.Grid);
        var grid = row with
        {
            Road = "",
            Number = "",
            Code = "",
            Longitude = null,
            Latitude = null,
            Until = row.IsGrid ? row.Until : null,
            GridName = row.GridName.Length > 0 ? row.GridName : now?.Name ?? "",
            Station = row.Station ?? stock.StationOfGrid.GetValueOrDefault(row.Grid) ?? catalogue.Area(row.AreaCode)!.Station,
        };
        if (now is null)
            return grid with { Effect = RowEffect.Add, Note = "新增网格" };
        string?[] changes =
        [
            grid.GridName != now.Name ? $"名称由“{now.Name}”改" : null,
            grid.Station != stock.StationOfGrid.GetValueOrDefault(row.Grid) ? $"监管所由{stock.StationOfGrid.GetValueOrDefault(row.Grid, "无")}改" : null,
            grid.IsGrid && row.IsGrid && grid.Until != now.To ? grid.Until is null ? "恢复使用" : $"停用日期{grid.Until:yyyy-MM-dd}" : null,
        ];
        var note = string.Join('；', changes.OfType<string>());
        return note.Length == 0 ? grid with { Effect = RowEffect.Same, Note = "没有变化" } : grid with { Effect = row.IsGrid && grid.Until is not null && now.To is null ? RowEffect.End : RowEffect.Change, Note = note };
    }

    private static AddressRow Judge(AddressRow row, AddressStock stock, DateOnly validFrom)
    {
        if (!stock.Doors.TryGetValue(row.Code, out var now))
            return row with { Effect = RowEffect.Add, Note = "新增地址" };
        if (now.From > validFrom)
            return row with { Note = $"这个地址{ChinaTime.FullDay(now.From)}已有变化，不能再从更早的日期改" };
        string?[] changes =
        [
            row.AreaCode != now.AreaCode ? "村（社区）改" : null, row.Grid != now.Grid ? $"网格由{now.Grid}改" : null, row.Road != now.Road || row.Number != now.Number ? $"由“{now.Detail}”改" : null,
            row.Longitude is not null && (row.Longitude != now.Longitude || row.Latitude != now.Latitude) ? "坐标改" : null,
            row.Until != now.To ? row.Until is null ? "恢复使用" : $"停用日期{row.Until:yyyy-MM-dd}" : null,
        ];
        var note = string.Join('；', changes.OfType<string>());
        return note.Length == 0 ? row with { Effect = RowEffect.Same, Note = "没有变化" } : row with { Effect = row.Until is not null && now.To is null ? RowEffect.End : RowEffect.Change, Note = note };
    }

    private static int? Degree(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degree) && Math.Abs(degree) <= 180 ? (int)decimal.Round(degree * 1_000_000) : null;
}
