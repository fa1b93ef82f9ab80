namespace Qishi.Departments;

/// <summary>What the demo's steering page sets for one department; forgotten at a restart.</summary>
internal sealed record Steering
{
    /// <summary>normal, slow or down.</summary>
    public string Mode { get; init; } = "normal";

    /// <summary>Down by schedule: from and until (UTC).</summary>
    public DateTime? DownFrom { get; init; }

    public DateTime? DownUntil { get; init; }

    /// <summary>The next n are sent back with a reason.</summary>
    public int RejectNext { get; init; }

    /// <summary>The next n are taken in, but the answer is lost.</summary>
    public int LoseReplies { get; init; }

    /// <summary>The next n calls are answered with an error.</summary>
    public int FailNext { get; init; }

    /// <summary>The next n receipts are sent twice.</summary>
    public int DuplicateReceipts { get; init; }

    /// <summary>A script of faults by seed; 0 percent when none runs.</summary>
    public int ScriptSeed { get; init; }

    public int ScriptPercent { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public FaultScript Script => ScriptPercent == 0 ? FaultScript.Off : new(ScriptSeed, ScriptPercent);

    public bool IsDown(DateTime now) => Mode == "down" || (now >= DownFrom && now < (DownUntil ?? DateTime.MaxValue));
}

/// <summary>The steering of all departments; counted settings are used up one by one.</summary>
internal sealed class SteeringDesk
{
    private readonly Dictionary<string, Steering> settings = Habit.All.ToDictionary(h => h.Code, _ => new Steering());
    private readonly Lock gate = new();
    private readonly Dictionary<(Door, Fault), int> happened = [];

    /// <summary>What the script really did since the start, by way and fault.</summary>
    public IReadOnlyDictionary<(Door Door, Fault Fault), int> Happened
    {
        get
        {
            lock (gate)
                return new Dictionary<(Door, Fault), int>(happened);
        }
    }

    public void Note(Door door, Fault fault)
    {
        if (fault == Fault.None)
            return;
        lock (gate)
            happened[(door, fault)] = happened.GetValueOrDefault((door, fault)) + 1;
    }

    public Steering this[string code]
    {
        get
        {
            lock (gate)
                return settings[code];
        }

        set
        {
            lock (gate)
                settings[code] = value;
        }
    }

    /// <summary>Uses up one of a counted setting; false when none is left.</summary>
    public bool Take(string code, Func<Steering, int> count, Func<Steering, int, Steering> set)
    {
        lock (gate)
        {
            var left = count(settings[code]);
            if (left <= 0)
                return false;
            settings[code] = set(settings[code], left - 1);
            return true;
        }
    }
}
