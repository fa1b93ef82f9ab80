namespace Qishi.Kernel;

/// <summary>Sex as the citizen number tells it: odd sequence male, even female .</summary>
public enum Sex
{
    /// <summary>男</summary>
    Male,

    /// <summary>女</summary>
    Female,
}
