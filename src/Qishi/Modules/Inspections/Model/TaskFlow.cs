using Qishi.Kernel.Flow;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Inspections.Model;

/// <summary>States of a task (rulebook B §1.4).</summary>
internal enum TaskState { Draft, Approved, PoolFrozen, ObjectsDrawn, Matched, Dispatched, InProgress, AllResultsIn, Published, FollowUp, Closed, Suspended, Cancelled }

/// <summary>States of a plan (rulebook B §1.3).</summary>
internal enum PlanState { Draft, Approved, Published, Filed }

/// <summary>States of a visit (rulebook B §1.7).</summary>
internal enum VisitState { Drawn, Assigned, Notified, OnSite, Submitted, Returned, Reviewed, Published, Closed, Cancelled }

internal static class TaskFlow
{
    public const string Approve = "approve", Freeze = "freeze", Draw = "draw", Stop = "stop-draw", Match = "match", Dispatch = "dispatch", Begin = "begin", Complete = "complete", Publish = "publish", Follow = "follow-up",
        Close = "close", Cancel = "cancel", Suspend = "suspend", Resume = "resume";

    /// <summary>Issued: its objects count in the milestones.</summary>
    public static readonly TaskState[] Issued = [TaskState.Dispatched, TaskState.InProgress, TaskState.AllResultsIn, TaskState.Published, TaskState.FollowUp, TaskState.Closed];

    private static readonly string[] Office = [Roles.InspectionOffice];

    public static Flow<TaskState> Flow { get; } = Kernel.Flow.Flow.Of<TaskState>(
        "抽查任务",
        [
            new(TaskState.Draft, "待审批", "–", Tone.N),
            new(TaskState.Approved, "已审批，待冻结名录", "待冻结名录", Tone.A),
            new(TaskState.PoolFrozen, "名录已冻结，待抽取", "等各方公开随机数", Tone.A),
            new(TaskState.ObjectsDrawn, "已抽取对象，待匹配人员", "已抽取对象", Tone.B),
            new(TaskState.Matched, "已匹配人员，待派发", "已抽取对象和人员", Tone.B),
            new(TaskState.Dispatched, "已派发", "检查中", Tone.B, ClockEffect.Start),
            new(TaskState.InProgress, "检查中", "检查中", Tone.B, ClockEffect.Run),
            new(TaskState.AllResultsIn, "结果已齐，待公示", "待公示", Tone.A, ClockEffect.Run),
            new(TaskState.Published, "已公示", "已公示", Tone.G, ClockEffect.Stop),
            new(TaskState.FollowUp, "后续处理中", "已公示，后续处理中", Tone.A),
            new(TaskState.Closed, "已办结", "已办结", Tone.G, ClockEffect.Stop, Final: true),
            new(TaskState.Suspended, "已暂停", "已暂停", Tone.V, ClockEffect.Pause),
            new(TaskState.Cancelled, "已取消", "已取消", Tone.L, ClockEffect.Stop, Final: true),
        ],
        [
            new(Approve, "审批", [TaskState.Draft], TaskState.Approved, [Roles.Leader], "行政检查审批表"),
            new(Freeze, "冻结名录", [TaskState.Approved], TaskState.PoolFrozen, Office),
            new(Draw, "抽取对象", [TaskState.PoolFrozen], TaskState.ObjectsDrawn, Office, "各方随机数已公开"),
            new("import-objects", "导入上级下发对象", [TaskState.Approved], TaskState.ObjectsDrawn, Office, "上级下发的任务"),
            new(Stop, "终止这轮抽取", [TaskState.PoolFrozen, TaskState.ObjectsDrawn, TaskState.Matched], TaskState.Approved, [Roles.Leader], "派发前，写明理由，另一人批准"),
            new(Match, "匹配人员", [TaskState.ObjectsDrawn], TaskState.Matched, Office),
            new(Dispatch, "派发", [TaskState.Matched], TaskState.Dispatched, Office),
            new(Begin, "开始检查", [TaskState.Dispatched], TaskState.InProgress),
            new(Complete, "结果已齐", [TaskState.InProgress], TaskState.AllResultsIn),
            new(Publish, "公示", [TaskState.AllResultsIn], TaskState.Published),
            new(Follow, "后续处理", [TaskState.Published], TaskState.FollowUp),
            new(Close, "办结", [TaskState.Published, TaskState.FollowUp], TaskState.Closed, Office, "没有未完结的后续处理"),
            new(Suspend, "暂停", [TaskState.Dispatched, TaskState.InProgress], TaskState.Suspended, [Roles.Leader]),
            new(Resume, "恢复", [TaskState.Suspended], TaskState.InProgress, [Roles.Leader]),
            new(Cancel, "取消", [TaskState.Draft, TaskState.Approved, TaskState.PoolFrozen, TaskState.ObjectsDrawn, TaskState.Matched, TaskState.Dispatched, TaskState.Suspended], TaskState.Cancelled, [Roles.Leader], "写明理由"),
        ]);
}

internal static class PlanFlow
{
    public static Flow<PlanState> Flow { get; } = Kernel.Flow.Flow.Of<PlanState>(
        "年度抽查计划",
        [
            new(PlanState.Draft, "编制中", "–", Tone.N),
            new(PlanState.Approved, "已批准，待公布", "–", Tone.A),
            new(PlanState.Published, "已公布，待报备", "已公布", Tone.B),
            new(PlanState.Filed, "已报备", "已公布", Tone.G),
        ],
        [
            new("approve", "批准", [PlanState.Draft], PlanState.Approved, [Roles.Leader], "另一人批准"),
            new("publish", "公布", [PlanState.Approved], PlanState.Published, [Roles.InspectionOffice]),
            new("file", "报上级备案", [PlanState.Published], PlanState.Filed, [Roles.InspectionOffice]),
            new("adjust", "调整", [PlanState.Published, PlanState.Filed], PlanState.Draft, [Roles.InspectionOffice], "写明理由，重新公布"),
        ]);
}

internal static class VisitFlow
{
    public const string Assign = "assign", Notify = "notify", Arrive = "arrive", Submit = "submit", Return = "return", Review = "review", Publish = "publish", Close = "close", Cancel = "cancel";

    private static readonly string[] Check = [Roles.Inspector, Roles.StationInspector];

    /// <summary>A result is in and reviewed: counts as completed.</summary>
    public static readonly VisitState[] Completed = [VisitState.Reviewed, VisitState.Published, VisitState.Closed];

    /// <summary>Somebody must still go there.</summary>
    public static readonly VisitState[] Open = [VisitState.Assigned, VisitState.Notified, VisitState.OnSite, VisitState.Returned];

    public static Flow<VisitState> Flow { get; } = Kernel.Flow.Flow.Of<VisitState>(
        "检查户次",
        [
            new(VisitState.Drawn, "待匹配人员", "–", Tone.N),
            new(VisitState.Assigned, "待检查", "待检查", Tone.A),
            new(VisitState.Notified, "已通知，待检查", "待检查", Tone.A),
            new(VisitState.OnSite, "现场检查中", "检查中", Tone.B),
            new(VisitState.Submitted, "结果待审核", "检查中", Tone.B),
            new(VisitState.Returned, "审核退回", "检查中", Tone.R),
            new(VisitState.Reviewed, "已审核，待公示", "待公示", Tone.A),
            new(VisitState.Published, "已公示", "已公示", Tone.G),
            new(VisitState.Closed, "已办结", "已公示", Tone.G, Final: true),
            new(VisitState.Cancelled, "已取消", "–", Tone.L, Final: true),
        ],
        [
            new(Assign, "匹配人员", [VisitState.Drawn], VisitState.Assigned),
            new(Notify, "通知", [VisitState.Assigned], VisitState.Notified),
            new(Arrive, "到场", [VisitState.Assigned, VisitState.Notified, VisitState.Returned], VisitState.OnSite, Check, "亮证，扫码入企"),
            new(Submit, "提交结果", [VisitState.Assigned, VisitState.Notified, VisitState.OnSite, VisitState.Returned], VisitState.Submitted, Check, "全部部门的结果已录入"),
            new(Return, "退回", [VisitState.Submitted], VisitState.Returned, Guard: "写明理由"),
            new(Review, "审核", [VisitState.Submitted], VisitState.Reviewed, Guard: "不是检查人员本人"),
            new(Publish, "公示", [VisitState.Reviewed], VisitState.Published, [Roles.InspectionOffice]),
            new(Close, "办结", [VisitState.Published], VisitState.Closed),
            new(Cancel, "取消", [VisitState.Drawn, .. Open], VisitState.Cancelled),
        ]);
}
