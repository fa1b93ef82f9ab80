using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Deliver;
using Qishi.Modules.Exchange.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.SteerDepartments;

public sealed class SteerDepartmentsForm
{
    public string? Department { get; set; }

    /// <summary>What the pressed button says.</summary>
    public string? Act { get; set; }
}

/// <summary>Steers the demo's department simulators over their own HTTP, as an outsider would.</summary>
internal sealed class SteerDepartmentsHandler(AppDb db, DepartmentClient client, ExchangeOptions options, Actor actor, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Act, string Word)> Acts =
    [
        ("normal", "正常"), ("slow", "变慢"), ("down", "停机"), ("nap", "停机2分钟"), ("reject", "退回下一件"), ("lose", "丢失下一次应答"), ("twice", "下一批回执重复发"), ("fail", "接下来3次出错"),
    ];

    public async Task<IReadOnlyList<SimulatorCard>> AllAsync(CancellationToken ct)
    {
        var cards = new List<SimulatorCard>();
        foreach (var department in await db.Set<Department>().AsNoTracking().OrderBy(d => d.Position).ToListAsync(ct))
            cards.Add(new(department.Code, department.ShortName, await client.ControlAsync<SimulatorState>(department, null, ct)));
        return cards;
    }

    public async Task<Result<string>> HandleAsync(SteerDepartmentsForm form, CancellationToken ct)
    {
        if (!options.Demo || !actor.May(Permissions.Steer) || await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == form.Department, ct) is not { } department)
            return new Problem("not-steerable", "只有演示的模拟系统可以操纵");
        if (Acts.All(a => a.Act != form.Act))
            return new Problem("act-unknown", "请选择一个操作");
        if (await client.ControlAsync<SimulatorState>(department, null, ct) is not { } state)
            return new Problem("simulator-away", $"{department.ShortName}的模拟系统没有运行。请用“departments”命令启动");
        var after = Decide(form.Act!, state.Steering, clock.UtcNow());
        return await client.ControlAsync<JsonElement?>(department, JsonSerializer.SerializeToUtf8Bytes(after, Wire.Json), ct) is null
            ? new Problem("simulator-refused", "模拟系统没有接受。请稍后再试") : department.ShortName;
    }

    internal static SimulatorSteering Decide(string act, SimulatorSteering now, DateTime at) => act switch
    {
        "normal" => new("normal"),
        "slow" => now with { Mode = "slow" },
        "down" => now with { Mode = "down" },
        "nap" => now with { Mode = "normal", DownFrom = at, DownUntil = at.AddMinutes(2) },
        "reject" => now with { RejectNext = now.RejectNext + 1 },
        "lose" => now with { LoseReplies = now.LoseReplies + 1 },
        "twice" => now with { DuplicateReceipts = now.DuplicateReceipts + 1 },
        "fail" => now with { FailNext = now.FailNext + 3 },
        _ => now,
    };
}

internal sealed record SimulatorCard(string Code, string Name, SimulatorState? State);

/// <summary>The simulators' own words for their settings and what they received.</summary>
internal sealed record SimulatorSteering(string Mode, DateTime? DownFrom = null, DateTime? DownUntil = null, int RejectNext = 0, int LoseReplies = 0, int FailNext = 0, int DuplicateReceipts = 0);

internal sealed record SimulatorState(SimulatorSteering Steering, int Received, int DoneTwice, IReadOnlyList<SimulatorLine> Latest);

internal sealed record SimulatorLine(string Key, string CaseNo, string EntityName, DateTime ReceivedAt, int Deliveries, int Effects, string Status);
