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

    /// <summary>Seed of the fault script; drawn when it is empty.</summary>
    public string? Seed { get; set; }
}

/// <summary>Steers the demo's department simulators over their own HTTP, as an outsider would.</summary>
internal sealed class SteerDepartmentsHandler(AppDb db, DepartmentClient client, ExchangeOptions options, Actor actor, TimeProvider clock)
{
    public static readonly IReadOnlyList<(string Act, string Word)> Acts =
    [
        ("normal", "正常"), ("slow", "变慢"), ("down", "停机"), ("nap", "停机2分钟"), ("days", "停机三天（演示时间）"), ("reject", "退回下一件"), ("lose", "丢失下一次应答"), ("twice", "下一批回执重复发"), ("fail", "接下来3次出错"),
    ];

    public async Task<IReadOnlyList<SimulatorCard>> AllAsync(CancellationToken ct)
    {
        var cards = new List<SimulatorCard>();
        foreach (var department in await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "").OrderBy(d => d.Position).ToListAsync(ct))
            cards.Add(new(department.Code, department.ShortName, await client.ControlAsync<SimulatorState>(department, null, ct)));
        return cards;
    }

    /// <summary>How many of a hundred things go wrong while a script runs.</summary>
    public const int ScriptPercent = 25;

    /// <summary>Starts a script of faults at all departments, the same for the same seed, or stops it; gives the seed.</summary>
    public async Task<Result<int>> ScriptAsync(SteerDepartmentsForm form, CancellationToken ct)
    {
        if (!options.Demo || !actor.May(Permissions.Steer))
            return new Problem("not-steerable", "只有演示的模拟系统可以操纵");
        var typed = NormalisedText.Codes(form.Seed);
        if (typed.Length > 0 && (!int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) || n == 0))
            return new Problem("seed-number", $"种子“{form.Seed}”不是整数。请填1到2147483647的整数，或者留空由系统抽取", nameof(form.Seed));
        var seed = typed.Length > 0 ? int.Parse(typed, System.Globalization.CultureInfo.InvariantCulture) : System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, int.MaxValue);
        foreach (var department in await db.Set<Department>().AsNoTracking().Where(d => d.Matter != "").OrderBy(d => d.Position).ToListAsync(ct))
        {
            if (await client.ControlAsync<SimulatorState>(department, null, ct) is not { } state)
                return new Problem("simulator-away", $"{department.ShortName}的模拟系统没有运行。请用“departments”命令启动");
            var after = form.Act == "script" ? state.Steering with { ScriptSeed = seed, ScriptPercent = ScriptPercent } : state.Steering with { ScriptSeed = 0, ScriptPercent = 0 };
            await client.ControlAsync<JsonElement?>(department, JsonSerializer.SerializeToUtf8Bytes(after, Wire.Json), ct);
        }

        return seed;
    }

    public async Task<Result<string>> HandleAsync(SteerDepartmentsForm form, CancellationToken ct)
    {
        if (!options.Demo || !actor.May(Permissions.Steer) || await db.Set<Department>().AsNoTracking().SingleOrDefaultAsync(d => d.Code == form.Department, ct) is not { } department)
            return new Problem("not-steerable", "只有演示的模拟系统可以操纵");
        if (Acts.All(a => a.Act != form.Act))
            return new Problem("act-unknown", "请选择一个操作");
        if (await client.ControlAsync<SimulatorState>(department, null, ct) is not { } state)
            return new Problem("simulator-away", $"{department.ShortName}的模拟系统没有运行。请用“departments”命令启动");
        var after = Decide(form.Act!, state.Steering, clock.UtcNow(), options.TimeFactor);
        return await client.ControlAsync<JsonElement?>(department, JsonSerializer.SerializeToUtf8Bytes(after, Wire.Json), ct) is null
            ? new Problem("simulator-refused", "模拟系统没有接受。请稍后再试") : department.ShortName;
    }

    internal static SimulatorSteering Decide(string act, SimulatorSteering now, DateTime at, double timeFactor) => act switch
    {
        "normal" => new("normal"),
        "slow" => now with { Mode = "slow" },
        "down" => now with { Mode = "down" },
        "nap" => now with { Mode = "normal", DownFrom = at, DownUntil = at.AddMinutes(2) },
        "days" => now with { Mode = "normal", DownFrom = at, DownUntil = at + 3 * TimeSpan.FromDays(1) * timeFactor },
        "reject" => now with { RejectNext = now.RejectNext + 1 },
        "lose" => now with { LoseReplies = now.LoseReplies + 1 },
        "twice" => now with { DuplicateReceipts = now.DuplicateReceipts + 1 },
        "fail" => now with { FailNext = now.FailNext + 3 },
        _ => now,
    };
}

internal sealed record SimulatorCard(string Code, string Name, SimulatorState? State);

/// <summary>The simulators' own words for their settings and what they received.</summary>
internal sealed record SimulatorSteering(string Mode, DateTime? DownFrom = null, DateTime? DownUntil = null, int RejectNext = 0, int LoseReplies = 0, int FailNext = 0, int DuplicateReceipts = 0, int ScriptSeed = 0, int ScriptPercent = 0);

internal sealed record SimulatorState(SimulatorSteering Steering, int Received, int DoneTwice, IReadOnlyList<SimulatorLine> Latest);

internal sealed record SimulatorLine(string Key, string CaseNo, string EntityName, DateTime ReceivedAt, int Deliveries, int Effects, string Status);
