using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.Audit;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.MyAccount;

/// <summary>One line of what happened to the own account.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Word">What.</param>
/// <param name="Way">How one signed in; null for what has no way.</param>
/// <param name="Source">Network address, its last part hidden: enough to recognise one's own, not to know another's.</param>
/// <param name="By">本人, 工作人员, or nobody known.</param>
internal sealed record HistoryLine(DateTime At, string Word, string? Way, string? Source, string By);

/// <summary>What happened to the own account: sign-ins, refused ones too, changes of password and mobile (个人信息保护法 art. 45).</summary>
internal sealed class ShowHistory(AppDb db, CurrentActor current)
{
    /// <summary>Tabs: which events each shows.</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> Tabs = [("", "全部"), ("signin", "登录"), ("change", "变更")];

    private static readonly string[] SignIns = ["Identity.SignedIn", "Identity.SignInRefused", "Identity.SignedOut", "Identity.SessionsEnded"];

    private static readonly Dictionary<string, string> Ways = new()
    {
        ["password"] = "密码",
        ["sms-code"] = "短信验证码",
        ["password+totp"] = "密码和动态口令",
        ["regional"] = "自治区统一身份认证",
    };

    public async Task<Paged<HistoryLine>?> ReadAsync(ListQuery query, CancellationToken ct)
    {
        if (current.Actor.AccountId is not { } id)
            return null;
        // Refusals are recorded under what was typed, whether or not it exists.
        string[] subjects = [$"account:{id}", $"login:{await LoginAsync(id, ct)}"];
        var rows = db.Set<EventRow>().AsNoTracking().Where(e => subjects.Contains(e.Subject));
        rows = query.Text("tab") switch
        {
            "signin" => rows.Where(e => SignIns.Contains(e.Type)),
            "change" => rows.Where(e => !SignIns.Contains(e.Type)),
            _ => rows,
        };
        var page = await rows.OrderByDescending(e => e.Seq).Select(e => new { e.At, e.Type, e.Payload, e.ProcessId }).PageAsync(query, ct);
        var processes = page.Rows.Select(r => r.ProcessId).ToList();
        var by = await db.Set<ProcessRow>().AsNoTracking().Where(p => processes.Contains(p.Id)).Select(p => new { p.Id, p.ActorId, p.SourceAddress }).ToDictionaryAsync(p => p.Id, ct);
        return new(
            [.. page.Rows.Select(r => new HistoryLine(
                r.At, EventWords.Of(r.Type), WayOf(r.Payload), Hidden(by[r.ProcessId].SourceAddress), by[r.ProcessId].ActorId is not { } who ? "没有登录的人" : who == id ? "本人" : "工作人员"))],
            page.Total);
    }

    /// <summary>192.0.2.17 becomes 192.0.2.*.</summary>
    internal static string? Hidden(string? address) => address?.LastIndexOfAny(['.', ':']) is >= 0 and var at ? address[..(at + 1)] + "*" : address is null ? null : "本机";

    private async Task<string> LoginAsync(Guid id, CancellationToken ct) =>
        db.Cipher.Login(await db.Set<Staff>().Where(s => s.AccountId == id).Select(s => s.StaffNo).SingleOrDefaultAsync(ct)
            ?? (await db.Set<Applicant>().AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == id, ct))?.Mobile ?? "");

    private static string? WayOf(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("method", out var method) && method.GetString() is { } way ? Ways.GetValueOrDefault(way) : null;
    }
}
