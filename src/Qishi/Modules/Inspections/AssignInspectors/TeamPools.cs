using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Assignment;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Inspections.Libraries;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Inspections.AssignInspectors;

/// <param name="Problem">The problem for the Kernel; ids are staff numbers and visit numbers.</param>
/// <param name="Inspectors">The people in its order.</param>
/// <param name="Visits">The visits in its order.</param>
/// <param name="Remarks">Fall-backs and exclusions, for the record.</param>
internal sealed record TeamProblem(AssignmentProblem Problem, IReadOnlyList<InspectorRecord> Inspectors, IReadOnlyList<Visit> Visits, IReadOnlyList<string> Remarks);

/// <summary>
/// Who may inspect what for one department: certificate through the due date (H1), conflicts (H3), days at work (H4), posting of the day with merged stations (H7), overload, fall-back to neighbours and county.
/// What depends on the whole team or on loads (H2, H5, H6, H8) the Kernel settles (rulebook B §1.5).
/// </summary>
internal sealed class TeamPools(AppDb db, ItemBook book, IDirectory directory, IRules rules, StationMap stations)
{
    public async Task<TeamProblem> BuildAsync(InspectionTask task, string department, IReadOnlyList<Visit> visits, CancellationToken ct)
    {
        var (parameters, days) = (await rules.BookAsync(ct), await rules.WorkingDaysAsync(ct));
        var on = task.StartOn;
        var all = await db.Set<InspectorRecord>().AsNoTracking().Where(i => i.Active && i.Department == department).OrderBy(i => i.StaffNo).ToListAsync(ct);
        // 联席办组织，从不检查 (国办发〔2024〕54号): whoever holds a posting there that day is in no team, whatever the library says.
        var posts = await directory.PostedAsync(on, ct);
        var office = posts.Where(s => s.Roles.Contains(Roles.InspectionOffice)).Select(s => s.AccountId).ToHashSet();
        var absences = (await db.Set<InspectorAbsence>().AsNoTracking().Where(a => a.To >= task.StartOn && a.From <= task.DueOn).ToListAsync(ct)).ToLookup(a => a.AccountId);
        var least = parameters.Int("rnd.minAvailDays", on);
        var fit = all.Where(i => !office.Contains(i.AccountId) && i.CertifiedThrough(task.DueOn) && IsThere(absences[i.AccountId], task.StartOn, task.DueOn, days, least)).ToList();
        var loads = await LoadsAsync(fit, on.AddMonths(-parameters.Int("rnd.loadMonths", on)), task.Id, ct);
        var remarks = new List<string>();
        if (all.Count > fit.Count)
            remarks.Add($"{all.Count - fit.Count}人因执法证在截止日前到期或无效、不在岗、属于联席办没有参加");
        var overloaded = Overloaded(fit, loads, parameters.Int("rnd.overloadPct", on));
        var items = (await book.OnAsync(task.ItemCodes, on, ct)).Where(i => i.Department == department).ToList();
        var specialities = items.Select(i => i.Speciality).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        ulong Bits(IEnumerable<string> held) => held.Aggregate(0UL, (bits, s) => specialities.IndexOf(s) is >= 0 and var n ? bits | (1UL << n) : bits);
        var inspectors = fit.ConvertAll(i => new Inspector(i.StaffNo, loads[i.AccountId], i.Capacity, Math.Max(0, (2 * i.Capacity) - loads[i.AccountId]), i.CanLead, Bits(Words.Split(i.Specialities))));
        var posted = posts.ToLookup(s => s.AccountId, s => s.Unit);
        var atStation = fit.ConvertAll(i => posted[i.AccountId].Select(u => stations.Of(u, on)).FirstOrDefault(u => stations.IsStation(u)));
        var conflicts = (await ConflictsAsync(visits, on, ct)).ToLookup(c => c.ObjectCode, c => c.AccountId);
        var pairs = await PairsAsync(visits, department, parameters.Int("rnd.rotationN", on), ct);
        var size = parameters.Int("rnd.teamMin", on);
        var objects = visits.Select(visit =>
        {
            var barred = conflicts[visit.ObjectCode].ToHashSet();
            var able = Enumerable.Range(0, fit.Count).Where(n => !barred.Contains(fit[n].AccountId)).ToList();
            var rested = able.Where(n => !overloaded.Contains(n)).ToList();
            var places = Places(task.Match, visit, size, rested.Count >= size ? rested : able, atStation, on, remarks);
            if (places.Any(p => p.Count < 1) || places.SelectMany(p => p).Distinct().Count() < size)
                places = Places(task.Match, visit, size, able, atStation, on, remarks);
            return new AssignmentObject(visit.No, visit.HalfPoints, places, Bits(specialities), true, [.. pairs[visit.ObjectCode].Select(p => (fit.FindIndex(i => i.AccountId == p.First), fit.FindIndex(i => i.AccountId == p.Second))).Where(p => p.Item1 >= 0 && p.Item2 >= 0)]);
        }).ToList();
        if (overloaded.Count > 0)
            remarks.Add($"{string.Join('、', overloaded.Select(n => fit[n].Name))}负荷超过平均的1.5倍，没有别的人时才参加");
        return new(new(objects, inspectors), fit, visits, [.. remarks.Distinct()]);
    }

    /// <summary>H4; a window shorter than the days asked for needs every day of it (rulings, Teams).</summary>
    internal static bool IsThere(IEnumerable<InspectorAbsence> absences, DateOnly from, DateOnly to, WorkingDays days, int least)
    {
        var away = absences.ToList();
        var window = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(days.IsWorkingDay).ToList();
        return window.Count(d => !away.Any(a => a.From <= d && a.To >= d)) >= Math.Min(least, window.Count) && window.Count > 0;
    }

    /// <summary>Half points of the rolling twelve months before the task.</summary>
    public async Task<Dictionary<Guid, int>> LoadsAsync(IReadOnlyList<InspectorRecord> people, DateOnly since, Guid? own, CancellationToken ct)
    {
        var sums = await (from i in db.Set<VisitInspector>()
                          join v in db.Set<Visit>() on i.VisitId equals v.Id
                          where i.ReplacedAt == null && v.State != VisitState.Cancelled && v.TaskId != own && i.AssignedOn >= since
                          group i by i.AccountId into g
                          select new { g.Key, Sum = g.Sum(i => i.HalfPoints) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        return people.ToDictionary(p => p.AccountId, p => sums.GetValueOrDefault(p.AccountId));
    }

    private static HashSet<int> Overloaded(List<InspectorRecord> fit, Dictionary<Guid, int> loads, int percent)
    {
        var shares = fit.ConvertAll(i => loads[i.AccountId] / (2.0 * i.Capacity));
        var mean = shares.Count == 0 ? 0 : shares.Average();
        return mean == 0 ? [] : [.. Enumerable.Range(0, fit.Count).Where(n => shares[n] > mean * percent / 100)];
    }

    private IReadOnlyList<IReadOnlyList<int>> Places(MatchMode mode, Visit visit, int size, List<int> able, List<string?> atStation, DateOnly on, List<string> remarks)
    {
        var own = visit.Station is { } station ? stations.Of(station, on) : null;
        List<int> At(string? unit) => able.FindAll(n => atStation[n] == unit);
        IReadOnlyList<IReadOnlyList<int>> Same(IReadOnlyList<int> who) => [.. Enumerable.Range(0, size).Select(_ => who)];
        switch (mode)
        {
            case MatchMode.CrossStation:
                return Same(able.FindAll(n => own is null || atStation[n] != own));
            case MatchMode.StationPool:
                var near = At(own);
                // Too few: neighbours in their order, then the county (rulebook B §1.5).
                foreach (var neighbour in own is null ? [] : stations.Neighbours(own))
                {
                    if (near.Count >= size)
                        break;
                    near = [.. near, .. At(stations.Of(neighbour, on))];
                    remarks.Add($"{own}的检查人员不足{size}人，由相邻的{neighbour}补充");
                }

                if (near.Count < size)
                    remarks.Add($"{own ?? "没有监管所的对象"}及相邻监管所的检查人员不足{size}人，由全县统一抽取");
                return Same(near.Count < size ? able : near);
            case MatchMode.SectionPlusStation:
                var (section, local) = (able.FindAll(n => atStation[n] is null), At(own));
                if (local.Count == 0)
                    remarks.Add($"{own ?? "没有监管所的对象"}没有符合条件的检查人员，监管所一方由其他监管所补充");
                var others = able.FindAll(n => atStation[n] is not null);
                return [section, .. Enumerable.Range(1, size - 1).Select(_ => (IReadOnlyList<int>)(local.Count == 0 ? others : local))];
            default:
                return Same(able);
        }
    }

    private async Task<List<ConflictDeclaration>> ConflictsAsync(IReadOnlyList<Visit> visits, DateOnly on, CancellationToken ct)
    {
        var found = new List<ConflictDeclaration>();
        foreach (var codes in visits.Select(v => v.ObjectCode).Chunk(500))
            found.AddRange(await db.Set<ConflictDeclaration>().AsNoTracking().Where(c => codes.Contains(c.ObjectCode) && c.From <= on && (c.To == null || c.To >= on)).ToListAsync(ct));
        return found;
    }

    /// <summary>H6: pairs of the last checks of an object must not come again.</summary>
    private async Task<ILookup<string, (Guid First, Guid Second)>> PairsAsync(IReadOnlyList<Visit> visits, string department, int rotation, CancellationToken ct)
    {
        var found = new List<(string Code, (Guid, Guid) Pair)>();
        var own = visits.Count > 0 ? visits[0].TaskId : Guid.Empty;
        foreach (var codes in visits.Select(v => v.ObjectCode).Chunk(500))
        {
            var past = await db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => codes.Contains(v.ObjectCode) && v.TaskId != own && VisitFlow.Completed.Contains(v.State)).OrderByDescending(v => v.CheckedOn).ThenBy(v => v.No).ToListAsync(ct);
            foreach (var visit in past.GroupBy(v => v.ObjectCode).SelectMany(g => g.Take(rotation)))
            {
                var team = visit.Inspectors.Where(i => i.ReplacedAt == null && i.Department == department).Select(i => i.AccountId).ToList();
                found.AddRange(from a in team from b in team where a.CompareTo(b) < 0 select (visit.ObjectCode, (a, b)));
            }
        }

        return found.ToLookup(f => f.Code, f => f.Pair);
    }
}
