using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Model;

namespace Qishi.Modules.Inspections.Field.TakeOperation;

/// <param name="Item">Item in its version of the task's first day.</param>
/// <param name="Value">What was found.</param>
/// <param name="Photos">Photos that prove it.</param>
internal sealed record RecordLine(CheckItem Item, FieldValue Value, int Photos);

/// <summary>What goes into a record beside the visit itself.</summary>
internal sealed record RecordParts(IReadOnlyList<RecordLine> Lines, FieldEntry Arrived, FieldEntry? Left, FieldEntry Sign, FieldValue Submission);

/// <summary>现场检查笔录 of one department's part of a visit (rulebook B §1.7; 企业公示信息抽查办法 art. 9): who, when, how, what at each point, who signed or why nobody did.</summary>
internal static class FieldRecord
{
    public const string Title = "现场检查笔录";

    private static readonly Dictionary<string, string> Findings = new() { ["OK"] = "符合", ["PROBLEM"] = "不符合", ["NA"] = "不适用" };

    public static NewDocument Of(Visit visit, InspectionTask task, VisitPart part, RecordParts parts)
    {
        var (arrived, sign) = (FieldValue.Read(parts.Arrived.Value), FieldValue.Read(parts.Sign.Value));
        var slots = new Dictionary<string, string>
        {
            ["Sections"] = string.Join('\n', [.. Head(visit, task, part, parts, arrived), .. parts.Lines.SelectMany(Points), .. Foot(parts.Submission)]),
            ["Signatures"] = string.Join('\n', Signatures(visit, part, sign)),
            ["Date"] = ChinaTime.FullDay(ChinaTime.DayOf(parts.Sign.At)),
        };
        if (sign is { Outcome: "signed", Name: { } name } && parts.Sign.MaterialId is { } picture)
            slots["Signature:" + name] = picture.ToString();
        return new(DocumentKinds.Application, FieldSubject.Of(visit), Title, null, slots);
    }

    private static IEnumerable<string> Head(Visit visit, InspectionTask task, VisitPart part, RecordParts parts, FieldValue arrived) =>
    [
        "一、基本情况",
        $"检查编号：{visit.No}",
        $"检查任务：{Plain(task.Name)}",
        $"检查对象：{Plain(visit.ObjectName)}",
        $"代码：{visit.ObjectCode}",
        $"住所（经营场所）：{Plain(visit.Address)}",
        $"检查人员：{Team(visit, part)}",
        $"通知：{(task.Unannounced ? "按规定不提前通知" : visit.NotifiedAt is { } at ? Moment(at) + "已通知" : "没有提前通知")}",
        $"到场：{Moment(parts.Arrived.At)}{Place(arrived)}",
        $"扫码入企：{(arrived.Scanned is not null ? "已扫码核对" : "没有扫码，" + Plain(arrived.NoScan))}",
        $"离开：{(parts.Left is { } left ? Moment(left.At) : "提交时没有离开")}",
        "告知：检查人员确认已出示执法证件，说明检查内容、依据，告知申请回避、陈述申辩的权利",
        "二、检查情况",
    ];

    private static IEnumerable<string> Points(RecordLine line)
    {
        yield return $"{Plain(line.Item.Name)}：{string.Join('；', (line.Value.Codes ?? []).Select(ResultCodes.Word))}{(line.Value.EvidenceKind is { } kind ? $"（{ResultCodes.EvidenceKinds[kind]}）" : "")}{(line.Photos > 0 ? $"，照片{line.Photos}张" : "")}";
        foreach (var ((point, article), n) in line.Item.PointLines.Select((p, n) => (p, n)))
            yield return $"{n + 1}. {Plain(point)}（{Plain(article)}）——{Findings.GetValueOrDefault(line.Value.Points?.ElementAtOrDefault(n) ?? "", "没有填写")}";
        if (line.Value.Note is { } note)
            yield return $"情况说明——{Plain(note)}";
    }

    private static IEnumerable<string> Foot(FieldValue submission) =>
    [
        "三、处理",
        $"后续处置：{ResultCodes.Disposals.GetValueOrDefault(submission.Disposal ?? "NONE", "")}",
        "备注：" + (submission.Note is null ? "无" : Plain(submission.Note)),
    ];

    private static IEnumerable<string> Signatures(Visit visit, VisitPart part, FieldValue sign) =>
    [
        sign.Outcome switch
        {
            "signed" => $"以上笔录由当事人阅看，{sign.Name}{(sign.Duty is { } duty ? $"（{duty}）" : "")}签字：",
            "refused" => $"当事人拒绝签字。情况：{sign.Reason}。见证人：{sign.Witness}",
            _ => $"没有当事人签字。原因：{sign.Reason}{(sign.Witness is { } witness ? $"。见证人：{witness}" : "")}",
        },
        $"检查人员：{Team(visit, part)}（以本人账号记录）",
    ];

    private static string Team(Visit visit, VisitPart part) => string.Join('、', visit.Inspectors.Where(i => i.Department == part.Department && i.ReplacedAt is null).OrderBy(i => i.Place).Select(i => i.Name));

    private static string Moment(DateTime utc) => $"{ChinaTime.FullDay(ChinaTime.DayOf(utc))}{ChinaTime.At(utc):HH:mm}";

    private static string Place(FieldValue value) => value is { Latitude: { } lat, Longitude: { } lon } ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"（北纬{lat:F5}度，东经{lon:F5}度，误差约{value.Accuracy ?? 0:F0}米）") : "";

    /// <summary>One line, without the colon that would begin a row of its own.</summary>
    private static string Plain(string? text) => (text ?? "").Replace('\n', ' ').Replace('：', ' ');
}
