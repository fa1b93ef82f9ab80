namespace Qishi.Kernel;

/// <summary>What a notice says about a day .</summary>
public enum DayType
{
    /// <summary>调休上班: a make-up working day.</summary>
    Work,

    /// <summary>放假: a day off.</summary>
    Off,
}
