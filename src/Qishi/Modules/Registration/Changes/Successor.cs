using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Changes;

/// <summary>A new legal representative (公司法 art. 10, 35; 实施细则 art. 33; ): within thirty days of the old one's resignation, and the new one signs the application.</summary>
internal static class Successor
{
    private const string ResignedOn = "Head.ResignedOn";

    public static IEnumerable<ActField> Fields(EntityKind kind)
    {
        if (KindBook.Of(kind).Head == PersonRoles.LegalRepresentative)
            yield return new(ResignedOn, "原法定代表人辞任的日期", FieldShape.Day, "辞任的才填；自辞任之日起30日内确定新的法定代表人", Optional: true);
    }

    /// <summary>The new head signs, so the signed application is a paper of its own; never tolerated to come later.</summary>
    public static IEnumerable<ActPaper> Papers(EntityKind kind)
    {
        if (KindBook.Of(kind).Head == PersonRoles.LegalRepresentative)
            yield return new("signed-by-successor", "新任法定代表人签署的变更登记申请书", true, "公司法第三十五条、实施细则第三十三条");
    }

    public static (Problem? Problem, RuleCheck? Line) Judge(ActCase c, WorkingDays days)
    {
        if (!c.Answers.Has(ResignedOn))
            return (null, null);
        List<Problem> problems = [];
        if (ChangeForm.Day(c.Answers, ResignedOn, "辞任的日期", c.Today, problems) is not { } day)
            return (problems.FirstOrDefault(), null);
        if (day > c.Today)
            return (new("resigned-later", "辞任的日期晚于今天。请检查", ResignedOn, "R-1.18"), null);
        var due = Deadlines.ApplyBy(day, "legalRep.successorCD", c.Ground, days);
        var basis = c.Ground.Basis("legalRep.successorCD");
        return (null, c.AppliedOn <= due.Date
            ? new("R-1.18", CheckOutcome.Pass, "辞任后确定新的法定代表人", $"应在{due}前确定，没有逾期；由新任法定代表人签署申请书", basis)
            : new("R-1.18", CheckOutcome.Note, "辞任后确定新的法定代表人", $"应在{due}前确定，已逾期。可以办理，提醒当事人依法承担责任", basis));
    }
}
