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

    public bool IsDown(DateTime now) => Mode == "down" || (now >= DownFrom && now < (DownUntil ?? DateTime.MaxValue));
}

/// <summary>The steering of all departments; counted settings are used up one by one.</summary>
internal sealed class SteeringDesk
{
    private readonly Dictionary<string, Steering> settings = Habit.All.ToDictionary(h => h.Code, _ => new Steering());
    private readonly Lock gate = new();

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
