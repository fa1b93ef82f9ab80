using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.FollowUpWork;

/// <summary>Opens what follows a result by itself (rulebook B §1.8, 1.11), with limits from the parameters of the day.</summary>
internal sealed class FollowUps(AppDb db, IRules rules, TimeProvider clock)
{
    public async Task<IReadOnlyList<IEvent>> OpenAsync(Visit visit, InspectionTask task, CancellationToken ct)
    {
        var (parameters, days, from) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct), clock.Today());
        var events = new List<IEvent>();
        foreach (var part in visit.Parts)
            foreach (var code in part.Results.SelectMany(r => r.CodeList).Distinct().Select(ResultCodes.Find).OfType<ResultCode>().Where(c => c.Follow is not null))
            {
                var follow = new FollowUp
                {
                    Id = Guid.CreateVersion7(clock.GetUtcNow()),
                    TaskId = task.Id,
                    VisitId = visit.Id,
                    VisitNo = visit.No,
                    ObjectCode = visit.ObjectCode,
                    ObjectName = visit.ObjectName,
                    Kind = code.Follow!.Value,
                    ResultCode = code.Code,
                    Handler = part.Department,
                    DueOn = DueOn(code.Follow.Value, from, parameters, days),
                    CreatedAt = clock.UtcNow(),
                };
                db.Add(follow);
                events.Add(new InspectionFollowUpOpened(follow.Id, task.No, visit.ObjectCode, follow.Kind.ToString(), code.Code, follow.DueOn));
            }

        return events;
    }

    internal static DateOnly DueOn(FollowUpKind kind, DateOnly from, RuleBook parameters, WorkingDays days) => kind switch
    {
        FollowUpKind.AbnormalList => days.AddWorkingDays(from, parameters.Int("rnd.abnormalWD", from)).Date,
        FollowUpKind.Case => days.AddWorkingDays(from, parameters.Int("rnd.caseWD", from)).Date,
        FollowUpKind.Transfer => days.AddWorkingDays(from, parameters.Int("rnd.transferWD", from)).Date,
        _ => from.AddDays(parameters.Int("rnd.reinspectCD", from)),
    };
}
