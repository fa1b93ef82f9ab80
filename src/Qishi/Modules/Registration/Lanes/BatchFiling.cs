using System.Globalization;
using MiniExcelLibs;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Lanes;

public sealed class BatchForm
{
    public string? Act { get; set; }
    public string? Organiser { get; set; }
    public IReadOnlyList<IFormFile>? List { get; set; }
}

/// <summary>What became of one row: its application, or why there is none.</summary>
internal sealed record BatchRow(int Row, string? Number, IReadOnlyList<string> Problems);

internal sealed record BatchFiled(string Organiser, string Act, int Rows, int Filed) : IEvent
{
    public string Subject => "registration:batch";
}

/// <summary>
/// 集中办理: one organiser hands in a list; each row becomes an application of its own with its own problems. The first line of the sheet names the columns: 统一社会信用代码
/// (for acts on entities), the words of the act's fields, and 已收材料 for the codes of papers in hand.
/// </summary>
internal sealed class BatchFilingHandler(StartApplicationHandler start, FillApplicationHandler fill, ActList acts, AppDb db, IRules rules, EventLog log, Actor actor, TimeProvider clock)
{
    public const string Uscc = "统一社会信用代码", Papers = "已收材料";
    public const string Lane = "网络经济集中办理";

    public async Task<Result<IReadOnlyList<BatchRow>>> HandleAsync(BatchForm form, CancellationToken ct)
    {
        if (acts.Find(form.Act) is not { } act)
            return new Problem("act", "请选择要办的事", nameof(form.Act));
        if (NormalisedText.Text(form.Organiser).Length is 0 or > 60)
            return new Problem("organiser", "请填写集中申报的平台或者市场名称", nameof(form.Organiser));
        if (form.List is not [var file, ..] || !TryRead(file, out var rows))
            return new Problem("list", "请选择Excel名单（.xlsx），第一行是列名", nameof(form.List));
        var most = (await rules.BookAsync(ct)).Int("batch.maxRows", clock.Today());
        if (rows.Count == 0 || rows.Count > most)
            return new Problem("rows", rows.Count == 0 ? "名单里没有数据行" : $"一次最多{most}行，这份有{rows.Count}行。请分开提交", nameof(form.List), "R-14.23");
        var done = new List<BatchRow>();
        for (var i = 0; i < rows.Count; i++)
            done.Add(await RowAsync(act, rows[i], i + 2, ct));
        db.ChangeTracker.Clear();
        log.Record(actor, "BatchFiling", null, new BatchFiled(NormalisedText.Text(form.Organiser), act.Info.Code, rows.Count, done.Count(r => r.Problems.Count == 0)));
        await db.SaveChangesAsync(ct);
        return done;
    }

    private async Task<BatchRow> RowAsync(IAct act, IReadOnlyDictionary<string, string> row, int line, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var started = await start.HandleAsync(act.Info.Code, row.GetValueOrDefault(Uscc) is { Length: > 0 } code ? NormalisedText.Codes(code) : null, FormKeyOf(), ct);
        if (started is not { Ok: true })
            return new(line, null, started is null ? ["没有找到这个代码的主体"] : [.. started.Value.Problems.Select(p => p.Sentence)]);
        var number = started.Value.Value;
        db.ChangeTracker.Clear();
        var file = (await fill.FindAsync(number, ct))!;
        file.Application.Lanes = Lane;
        // Fields appear after earlier answers: the row is filled until nothing new is asked.
        var asked = 0;
        for (var fields = file.Fields; fields.Count > asked;)
        {
            asked = fields.Count;
            var values = fields.Where(f => row.ContainsKey(f.Word) || row.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => Typed(f, row.GetValueOrDefault(f.Word) ?? row[f.Name]));
            await fill.SaveAsync(number, new(values, [.. (row.GetValueOrDefault(Papers) ?? "").Split(',', '，', ' ')], [], [], null), ct);
            db.ChangeTracker.Clear();
            fields = (await fill.FindAsync(number, ct))!.Fields;
        }

        var submitted = (await fill.SubmitAsync(number, true, ct))!.Value;
        return new(line, number, [.. submitted.Problems.Select(p => p.Sentence)]);
    }

    // A choice may be written in words.
    private static string[] Typed(ActField field, string text) => field.Options is { Count: > 0 } options
        ? [.. text.Split(['、', ',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => options.FirstOrDefault(o => o.Text == t || o.Value == t)?.Value ?? t)]
        : [field.Shape == FieldShape.Tick && text is "是" or "√" or "true" ? "true" : text];

    private static bool TryRead(IFormFile file, out List<Dictionary<string, string>> rows)
    {
        try
        {
            using var stream = file.OpenReadStream();
            rows = [.. stream.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()
                .Select(r => r.Where(c => c.Value is not null).ToDictionary(c => c.Key.Trim(), c => c.Value is DateTime d ? $"{d:yyyy-MM-dd}" : Convert.ToString(c.Value, CultureInfo.InvariantCulture)!.Trim()))
                .Where(r => r.Values.Any(v => v.Length > 0))];
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or System.Xml.XmlException or InvalidOperationException)
        {
            rows = [];
            return false;
        }
    }

    private static string FormKeyOf() => Guid.NewGuid().ToString("N");
}
