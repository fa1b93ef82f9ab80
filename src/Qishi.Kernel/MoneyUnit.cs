namespace Qishi.Kernel;

/// <summary>Unit of a number typed without one.</summary>
public enum MoneyUnit
{
    /// <summary>元</summary>
    Yuan,

    /// <summary>万元, the unit of registered capital.</summary>
    Wan,
}
