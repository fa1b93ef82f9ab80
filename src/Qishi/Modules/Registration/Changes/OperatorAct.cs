using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Exit;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Changes;

/// <summary>How an operator changes on a day: directly, or by deregistration and a new registration handled together (R-10.60).</summary>
internal enum OperatorWay { Direct, ExitAndNew }

internal static class OperatorRules
{
    public static OperatorWay Way(DateOnly on, Ground ground) => on >= ground.Rules.Day("operatorChange.directFrom", on) ? OperatorWay.Direct : OperatorWay.ExitAndNew;

    /// <summary>What blocks it, and what only warns (R-10.65, rulings: the abnormal list warns).</summary>
    public static IEnumerable<Problem> Blocks(IReadOnlyList<ExitFact> facts) => facts
        .Where(f => f.Kind is ExitFactKind.Investigation or ExitFactKind.CoerciveMeasure or ExitFactKind.EquityFrozen or ExitFactKind.UnexecutedPenalty or ExitFactKind.CourtAssistance or ExitFactKind.TaxOpen)
        .Select(f => new Problem("operator-blocked", $"{f.Sentence}，暂时不能变更经营者。请先处理", null, "R-10.65"));
}

/// <summary>个体工商户变更经营者 (促进个体工商户发展条例 art. 13): the establishment date, the trade name, the code and the archive stay.</summary>
internal sealed class OperatorAct(AppDb db, EntityReader reader, ChangeJudge judge, EntityRewriter rewriter, FactsOfExit facts) : IAct
{
    public ActInfo Info => new("operator", "变更经营者", "个体工商户换经营者，直接变更：成立日期、字号、统一社会信用代码和档案都保留。", "CHANGE", "准予变更登记通知书", "促进个体工商户发展条例第十三条") { Order = 20 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        if (c.Entity is not { Kind: EntityKind.Individual })
            yield return new("other-kind", "变更经营者只适用于个体工商户");
        else
        {
            foreach (var problem in ChangeAct.Changeable(c))
                yield return problem;
            if (OperatorRules.Way(c.AppliedOn, c.Ground) == OperatorWay.ExitAndNew)
                yield return new("before-direct", "2022年11月1日前变更经营者，应由原经营者注销、新经营者重新登记，可以同时申请、一并办理", null, "R-10.60");
        }
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
    [
        .. ChangeFields.Person("New", "新经营者"), new("New.HomeAddress", "新经营者住所", FieldShape.Line),
        new("DecidedOn", "双方约定变更的日期", FieldShape.Day), new("Taxes", "税款已结清", FieldShape.Tick, Head: "双方确认"), new("Debts", "原有债权债务已依法处理或者约定由谁承担", FieldShape.Tick), new("NoHarm", "不损害他人合法权益", FieldShape.Tick),
        new("Family", "属于家庭经营成员之间变更", FieldShape.Choice, null, [new("yes", "是"), new("no", "不是")], Optional: true),
    ]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        var (before, after, sheet) = await PlanAsync(c, ct);
        return sheet;
    }

    public async Task<EntityDraft?> AfterAsync(ActCase c, CancellationToken ct) => (await PlanAsync(c, ct)).After;

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (before, after, sheet) = await PlanAsync(c, ct);
        var (e, old, today) = (c.Entity!, EntityRewriter.Head(before)!, ChinaTime.DayOf(at));
        var last = await db.Set<OperatorHistory>().Where(o => o.EntityId == e.Id).OrderByDescending(o => o.To).Select(o => (DateOnly?)o.To).FirstOrDefaultAsync(ct);
        db.Add(new OperatorHistory { Id = Guid.CreateVersion7(new DateTimeOffset(at)), EntityId = e.Id, Name = old.Name, IdNumber = NormalisedText.Codes(old.IdNumber), From = last is { } l ? l.AddDays(1) : e.EstablishedOn, To = today.AddDays(-1) < e.EstablishedOn ? e.EstablishedOn : today.AddDays(-1), Number = c.Application.Number });
        var changed = await rewriter.ApplyAsync(e, before, after, sheet.Lines, c.Application.Number, "变更经营者", at, c.Ground, ct);
        return new("已准予变更经营者，执照已换发；成立日期、字号、代码和档案保留", [changed],
            [$"成立日期{ChinaTime.FullDay(e.EstablishedOn)}、统一社会信用代码{e.Uscc}不变。原经营者依法承担变更前的债务。", "请到许可部门变更许可证的持有人；涉及人员资格的前置许可须重新审批。"]);
    }

    private async Task<(EntityDraft Before, EntityDraft After, ActSheet Sheet)> PlanAsync(ActCase c, CancellationToken ct)
    {
        var (before, a) = (await reader.ReadAsync(c.Entity!, ct), c.Answers);
        List<Problem> problems = [.. new[] { ("Taxes", "请双方确认税款已结清"), ("Debts", "请双方确认原有债权债务已处理"), ("NoHarm", "请双方确认不损害他人权益") }.Where(x => !a.Ticked(x.Item1)).Select(x => new Problem("not-confirmed", x.Item2, x.Item1, "R-10.61"))];
        var decided = ChangeForm.Day(a, "DecidedOn", "双方约定变更的日期", c.Today, problems);
        var known = await facts.FindAsync(c.Entity!.Uscc, c.Today, ct);
        problems.AddRange(OperatorRules.Blocks(known.Facts));
        var id = NormalisedText.Codes(a["New.IdNumber"]);
        var fresh = new PersonDraft(NormalisedText.Name(a["New.Name"]), id, a["New.Mobile"], PersonRoles.Operator | PersonRoles.Liaison, a.Has("New.HomeAddress") ? a.Text("New.HomeAddress") : null);
        if (before.People.Any(p => p.Roles.HasFlag(PersonRoles.Operator) && NormalisedText.Codes(p.IdNumber) == id && id.Length > 0))
            problems.Add(new("same-operator", "新经营者和现在的经营者是同一人", "New.IdNumber", "R-10.62"));
        // The old operator leaves; a family member who takes over keeps the place.
        var others = before.People.Where(p => !p.Roles.HasFlag(PersonRoles.Operator) && NormalisedText.Codes(p.IdNumber) != id).ToArray();
        var after = await judge.VerifiedAsync(before with { People = [fresh, .. others] }, ct);
        var (found, checks) = await judge.JudgeAsync(c, before, after, "change", ct);
        problems.AddRange(found);
        var prior = before.ScopeItems.Select(c.Ground.Catalogue.Item).Where(i => i?.Kind == ScopeKind.LicensedPrior).Select(i => i!.Name).ToList();
        if (prior.Count > 0)
            checks = [.. checks, new("R-10.64", CheckOutcome.NeedsPerson, "前置许可", $"“{string.Join("”“", prior)}”的批准文件与经营者本人有关的，须重新审批，请核对", "促进个体工商户发展条例第十三条")];
        if (known.Facts.Any(f => f.Kind == ExitFactKind.AbnormalList))
            checks = [.. checks, new("R-10.65", CheckOutcome.Note, "经营异常", "被标记经营异常，可以变更经营者；地址有问题的应先变更地址", "促进个体工商户发展条例第十三条")];
        if (decided > c.Today)
            problems.Add(new("decided-later", "日期晚于今天。请检查", "DecidedOn"));
        return (before, after, new(problems, [new("confirmation", "经营者变更双方确认书", true, "促进个体工商户发展条例第十三条"), new("old-licence", "原营业执照", false, "条例第三十七条", Tolerable: true)], ChangeLines.Between(before, after, c.Ground), [.. checks, known.Line])
        { Commitments = ["原经营者和新经营者共同确认：税款已结清，债权债务已处理，变更不损害他人合法权益。"] });
    }
}
