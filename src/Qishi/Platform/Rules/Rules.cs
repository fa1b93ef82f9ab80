using Qishi.Kernel;

namespace Qishi.Platform.Rules;

/// <summary>The dated rule parameters and working-day calendar in force, read from the database and kept until an administrator changes them.</summary>
public interface IRules
{
    Task<RuleBook> BookAsync(CancellationToken ct = default);

    Task<WorkingDays> WorkingDaysAsync(CancellationToken ct = default);

    Task<DivisionTable> DivisionsAsync(CancellationToken ct = default);
}
