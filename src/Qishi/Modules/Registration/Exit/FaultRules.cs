using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Exit;

/// <summary>
/// Fault tolerance of simplified deregistration: Wait – go on when it is gone, the publication stays; WaitNewNotice – refused now, may run again with a new
/// notice (rulings); Format – correct it, no new publication; Fatal – the general procedure only.
/// </summary>
internal enum FaultClass { Wait, WaitNewNotice, Format, Fatal }

/// <summary>A failed check with its class.</summary>
internal sealed record ExitFault(FaultClass Class, string Code, string Sentence, string Rule)
{
    public Problem Problem => new(Code, Class switch
    {
        FaultClass.Wait => $"{Sentence}。公示不用撤回，处理好以后再申请",
        FaultClass.WaitNewNotice => $"{Sentence}。现在不能办理，情形消除后重新公示",
        FaultClass.Format => $"{Sentence}。改好即可，不用重新公示",
        FaultClass.Fatal => $"{Sentence}。不适用简易注销，请办理一般注销",
    }, null, Rule);
}

internal static class FaultRules
{
    public static IReadOnlyList<ExitFault> Of(EntityStatus status, IReadOnlyList<ExitFact> facts)
    {
        var faults = facts.Where(f => f.Kind is not (ExitFactKind.UnsettledPrepaid or ExitFactKind.CourtAssistance or ExitFactKind.FinancialInstitution or ExitFactKind.LostContact))
            .Select(f => new ExitFault(ClassOf(f.Kind), $"exit-{f.Kind}".ToLowerInvariant(), f.Sentence, "R-10.33")).ToList();
        if (status is EntityStatus.Revoked or EntityStatus.OrderedClosed or EntityStatus.RegCancelled)
            faults.Insert(0, new(FaultClass.Fatal, "exit-status", $"这户现在是“{Wording.Statuses[status].Word}”", "R-10.33"));
        return faults;
    }

    public static FaultClass ClassOf(ExitFactKind kind) => kind switch
    {
        ExitFactKind.ListedCompany or ExitFactKind.ApprovalBound or ExitFactKind.FalseCommitment => FaultClass.Fatal,
        ExitFactKind.SeriousList or ExitFactKind.Investigation or ExitFactKind.CoerciveMeasure => FaultClass.WaitNewNotice,
        _ => FaultClass.Wait,
    };
}
