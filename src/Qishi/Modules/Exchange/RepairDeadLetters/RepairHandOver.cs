using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.LiaisonDesk;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.RepairDeadLetters;

public sealed class RepairHandOverForm
{
    /// <summary>New values in the order of <see cref="PayloadWords.Fields"/>; of personal fields an empty one keeps what is there.</summary>
    public List<string?> Values { get; set; } = [];

    /// <summary>The same data once more: the fault was not in them.</summary>
    public string? Act { get; set; }
}

/// <summary>Corrects what the bureau got wrong in a hand-over that came back, and sends it as the next version. The version before stays as it was, with its return.</summary>
internal sealed class RepairHandOverHandler(AppDb db, IHandOvers handOvers, Once once, Actor actor)
{
    /// <summary>Who and what it is about: another value would be another matter.</summary>
    private static readonly string[] Fixed = ["caseNo", "uscc", "licenceDigest", "issuedAt"];

    public Task<HandOver?> FindAsync(Guid id, CancellationToken ct) =>
        actor.May(Permissions.Repair) ? db.ToRepair().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) : Task.FromResult<HandOver?>(null);

    public static IReadOnlyList<PayloadField> FieldsOf(HandOver row) => [.. PayloadWords.Fields(row.Payload).Where(f => !Fixed.Contains(f.Path))];

    public async Task<Result<string>> HandleAsync(Guid id, RepairHandOverForm form, string key, CancellationToken ct)
    {
        if (!actor.May(Permissions.Repair))
            return OwnHandOvers.NotThere;
        if (await once.FindAsync(key, ct) is { } known)
            return known;
        if (await db.ToRepair().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } row)
            return new Problem("not-to-repair", "这件已经不等本局更正了。请回列表查看");
        var decided = Decide(form, row);
        if (!decided.Ok)
            return Result<string>.Refused(decided.Problems);
        await handOvers.CorrectAsync(row.CaseNo, row.Matter, decided.Value.Payload, decided.Value.Changed, ct);
        once.Remember(key, row.CaseNo);
        try
        {
            await db.SaveChangesAsync(ct);
            return row.CaseNo;
        }
        catch (DbUpdateException e) when (Once.IsRepeat(e))
        {
            return row.CaseNo;
        }
        catch (DbUpdateException)
        {
            // Somebody else made the next version.
            return new Problem("hand-over-changed", "这件刚刚由别人更正了，您的更正没有保存。请刷新页面查看");
        }
    }

    internal static Result<(string Payload, IReadOnlyList<string> Changed)> Decide(RepairHandOverForm form, HandOver row)
    {
        if (form.Act == "again")
            return (row.Payload, []);
        var (problems, changed) = (new List<Problem>(), new List<string>());
        var root = JsonNode.Parse(row.Payload)!;
        foreach (var (field, i) in FieldsOf(row).Select((f, i) => (f, i)))
        {
            var typed = NormalisedText.Text(form.Values.ElementAtOrDefault(i));
            if ((field.Personal && typed.Length == 0) || typed == field.Raw)
                continue;
            if (typed.Length > 500)
                problems.Add(new("value-long", $"{field.Word}超过500个字。请核对", $"Values[{i}]"));
            else if (field.Kind == JsonValueKind.Number && !decimal.TryParse(typed, System.Globalization.CultureInfo.InvariantCulture, out _))
                problems.Add(new("value-number", $"{field.Word}应填数字，您填的是“{typed}”", $"Values[{i}]"));
            else if (field.Kind is JsonValueKind.True or JsonValueKind.False && typed is not ("true" or "false"))
                problems.Add(new("value-flag", $"{field.Word}只能填true或false", $"Values[{i}]"));
            else if (field.Path.EndsWith("mobile", StringComparison.OrdinalIgnoreCase) && (typed.Length != 11 || !typed.All(char.IsAsciiDigit)))
                problems.Add(new("value-mobile", $"{field.Word}应是11位数字", $"Values[{i}]"));
            else
            {
                Put(root, field, typed);
                changed.Add(field.Path);
            }
        }

        if (problems.Count == 0 && changed.Count == 0)
            problems.Add(new("nothing-changed", "内容没有变化。请先改正再发送；数据没有错、只需重发的，请按“原样重发”"));
        return problems.Count > 0 ? Result<(string, IReadOnlyList<string>)>.Refused(problems) : (root.ToJsonString(Wire.Json), changed);
    }

    private static void Put(JsonNode root, PayloadField field, string typed)
    {
        var node = root;
        var parts = field.Path.Split(['.', '['], StringSplitOptions.None).Select(p => p.TrimEnd(']')).ToList();
        foreach (var part in parts[..^1])
            node = int.TryParse(part, out var at) && node is JsonArray rows ? rows[at]! : node[part]!;
        JsonNode value = field.Kind == JsonValueKind.Number || field.Kind is JsonValueKind.True or JsonValueKind.False ? JsonNode.Parse(typed)! : JsonValue.Create(typed);
        if (node is JsonArray list && int.TryParse(parts[^1], out var place))
            list[place] = value;
        else
            node[parts[^1]] = value;
    }
}
