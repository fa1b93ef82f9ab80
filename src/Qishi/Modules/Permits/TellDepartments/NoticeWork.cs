using Qishi.Kernel;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Permits.TellDepartments;

/// <summary>The to-dos of a notice: one at a time waits for whoever must act next.</summary>
internal sealed class NoticeWork(IWorklist worklist, TimeProvider clock)
{
    private const string Kind = "双告知";

    public Task ToldAsync(DualNotice n, CancellationToken ct) => ReplaceAsync(n, "认领", n.ClaimDueAt, n.ClaimDueProvisional, n.Department, ct);

    /// <summary>Nobody claimed in time: the to-do says that the department's head must know.</summary>
    public Task OverdueAsync(DualNotice n, CancellationToken ct) => ReplaceAsync(n, "超过认领期限，请报告部门负责人并认领", n.ClaimDueAt, n.ClaimDueProvisional, n.Department, ct);

    public Task PublishedAsync(DualNotice n, CancellationToken ct) => ToSupervisorAsync(n, "确认由哪个部门许可", n.ClaimDueAt, n.ClaimDueProvisional, ct);

    public Task ClaimedAsync(DualNotice n, CancellationToken ct) => ReplaceAsync(n, "反馈许可结果", n.ResultDueAt, n.ResultDueProvisional, n.Department, ct);

    public Task SentBackAsync(DualNotice n, CancellationToken ct) => ToSupervisorAsync(n, "重新分派许可部门", null, false, ct);

    public Task UnpermittedAsync(DualNotice n, CancellationToken ct) => ToSupervisorAsync(n, "移送无证经营", null, false, ct);

    /// <summary>The department looks after an entity that has no permit after so many days.</summary>
    public Task TrackAsync(DualNotice n, int days, CancellationToken ct) => n.Department is null
        ? ToSupervisorAsync(n, $"告知{days}天还没有部门认领，请分派", null, false, ct)
        : ReplaceAsync(n, $"告知{days}天还没有取得许可，请核实是否在经营", null, false, n.Department, ct);

    /// <summary>An unclaimed notice on the joint office's list .</summary>
    public Task JointOfficeAsync(DualNotice n, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(JointKey(n), Kind, $"{n.EntityName}：{n.Permit}", "逾期没有认领，列入联席办清单", Urls.Notice(n.Id), Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null), ct);

    /// <summary>Enforcement takes over.</summary>
    public Task HandedOverAsync(DualNotice n, string? station, CancellationToken ct) => station is null
        ? ReplaceAsync(n, "查处无证经营（已移送）", null, false, n.Department, ct)
        : worklist.OpenAsync(new NewWorkItem(Key(n), Kind, $"{n.EntityName}：{n.Permit}", "核查无证经营（已移送）", Urls.Notice(n.Id), Roles.StationInspector, station, null, clock.UtcNow(), null), ct);

    /// <summary>The entity is deregistered: its department cancels the permit.</summary>
    public Task CancelAsync(DualNotice n, DateTime due, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(CancelKey(n), "证照同销", $"{n.EntityName}：{n.Permit}", "主体已注销，注销许可", Urls.Notice(n.Id), n.Department == OwnDepartment.Bureau ? Roles.Registrar : Roles.Liaison,
            n.Department == OwnDepartment.Bureau ? null : n.Department, null, clock.UtcNow(), due), ct);

    public Task CancelledAsync(DualNotice n, CancellationToken ct) => worklist.CloseAsync(CancelKey(n), ct);

    public async Task CloseAsync(DualNotice n, CancellationToken ct)
    {
        await worklist.CloseAsync(Key(n), ct);
        await worklist.CloseAsync(JointKey(n), ct);
    }

    public Task CloseJointAsync(DualNotice n, CancellationToken ct) => worklist.CloseAsync(JointKey(n), ct);

    // The bureau's own permits are worked by its registrars, all others by the department's liaisons.
    private Task ReplaceAsync(DualNotice n, string act, DateTime? due, bool provisional, string? department, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(Key(n), Kind, $"{n.EntityName}：{n.Permit}", act, Urls.Notice(n.Id), department == OwnDepartment.Bureau ? Roles.Registrar : Roles.Liaison,
            department == OwnDepartment.Bureau ? null : department, null, n.StateSince, due, provisional), ct);

    private Task ToSupervisorAsync(DualNotice n, string act, DateTime? due, bool provisional, CancellationToken ct) => worklist.OpenAsync(
        new NewWorkItem(Key(n), Kind, $"{n.EntityName}：{n.Permit}", act, Urls.Notice(n.Id), Roles.RegistrationSupervisor, null, null, n.StateSince, due, provisional), ct);

    private static string Key(DualNotice n) => $"permits.notice:{n.Id:N}";

    private static string CancelKey(DualNotice n) => $"permits.cancel:{n.Id:N}";

    private static string JointKey(DualNotice n) => $"permits.joint:{n.Id:N}";
}

/// <summary>For which department somebody acts: a liaison for the own one, the bureau's staff for the bureau's permits.</summary>
internal static class OwnDepartment
{
    public const string Bureau = "MSA";

    public static string? Of(Actor actor) => actor.Department ?? (actor.Kind == ActorKind.Staff && actor.Unit is not null ? Bureau : null);
}
