using Qishi.Kernel;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Kinds;

/// <summary>
/// Changes and filings are applied for within thirty days of the resolution, decision or event (条例 art. 24, 29; ); the last day moves past days off (民法典 art. 203).
/// Late is a flag for the registrar, never a bar.
/// </summary>
internal static class FilingLimit
{
    public static DueDate DueFrom(DateOnly resolvedOn, Ground ground, WorkingDays days) =>
        days.AddCalendarDays(resolvedOn, ground.Rules.Int("change.applyCD", ground.On), ground.Rules.Flag("deadline.applicantRoll", ground.On));

    public static bool IsLate(DateOnly resolvedOn, DateOnly appliedOn, Ground ground, WorkingDays days) => appliedOn > DueFrom(resolvedOn, ground, days).Date;
}
