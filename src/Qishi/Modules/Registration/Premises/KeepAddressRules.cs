using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Registration.Premises;

public sealed class AddressRuleForm
{
    public string? Area { get; set; }
    public string? Place { get; set; }
    public string? Industries { get; set; }
    public string? Level { get; set; }
    public string? Reason { get; set; }
    public string? Basis { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }

    /// <summary>Line to end today; null when a new one is added.</summary>
    public string? End { get; set; }
}

/// <summary>A line was put on the negative list of premises.</summary>
internal sealed record AddressRuleAdded(Guid Id, string Area, DateOnly From) : IEvent
{
    public string Subject => "address-rule:" + Id.ToString("N");
}

/// <summary>A line of the negative list ends.</summary>
internal sealed record AddressRuleEnded(Guid Id, DateOnly To) : IEvent
{
    public string Subject => "address-rule:" + Id.ToString("N");
}

/// <summary>The negative list: added to and ended, each line with its basis; what held on a day can always be read.</summary>
internal sealed class KeepAddressRulesHandler(AppDb db, CatalogueCache catalogues, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<Paged<AddressRule>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var (rows, today) = (db.Set<AddressRule>().AsNoTracking(), clock.Today());
        if (query.Text("past") is null)
            rows = rows.Where(r => r.To == null || r.To >= today);
        return rows.OrderBy(r => r.Area).ThenByDescending(r => r.From).ThenBy(r => r.Id).PageAsync(query, ct);
    }

    public async Task<string> AreaWordAsync(string area, CancellationToken ct) => (await catalogues.GetAsync(ct)).Area(area)?.Name ?? "全县";

    public async Task<IReadOnlyList<Model.Area>> AreasAsync(CancellationToken ct) => (await catalogues.GetAsync(ct)).Areas;

    public async Task<Result<string>> HandleAsync(AddressRuleForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var result = Guid.TryParse(form.End, out var end) ? await EndAsync(end, ct) : await AddAsync(form, ct);
        if (!result.Ok)
            return result;
        once.Remember(key, result.Value);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("changed", "另一人刚刚改过这一条。请刷新页面");
        }

        return result;
    }

    private async Task<Result<string>> AddAsync(AddressRuleForm form, CancellationToken ct)
    {
        var decided = Decide(form, await catalogues.GetAsync(ct), clock.Today());
        if (!decided.Ok)
            return Result<string>.Refused(decided.Problems);
        var rule = decided.Value(Guid.CreateVersion7(clock.GetUtcNow()), actor.NameOnRecord);
        db.Add(rule);
        log.Record(actor, "AddressRuleAdding", rule.Basis, new AddressRuleAdded(rule.Id, rule.Area, rule.From));
        return "已加入负面清单";
    }

    private async Task<Result<string>> EndAsync(Guid id, CancellationToken ct)
    {
        var today = clock.Today();
        if (await db.Set<AddressRule>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } rule || !rule.Holds(today))
            return new Problem("rule-ended", "这一条已经停用。请刷新页面");
        rule.To = today;
        log.Record(actor, "AddressRuleEnding", null, new AddressRuleEnded(id, today));
        return "已停用，从明天起不再适用";
    }

    internal static Result<Func<Guid, string, AddressRule>> Decide(AddressRuleForm form, Catalogue catalogue, DateOnly today)
    {
        var problems = new List<Problem>();
        var (area, reason, basis, place) = (NormalisedText.Codes(form.Area), NormalisedText.Text(form.Reason), NormalisedText.Text(form.Basis), NormalisedText.Text(form.Place));
        if (area.Length != 6 && catalogue.Area(area) is null)
            problems.Add(new("area-required", "请选择适用的范围", nameof(form.Area)));
        if (form.Level is not ("Block" or "Review"))
            problems.Add(new("level-required", "请选择不予登记还是需人工判断", nameof(form.Level)));
        if (reason.Length is 0 or > 200)
            problems.Add(new("reason-required", "请写明告诉申请人的理由，不超过200个字", nameof(form.Reason)));
        if (basis.Length is 0 or > 200)
            problems.Add(new("basis-required", "请写明依据的文件或者公告，不超过200个字", nameof(form.Basis)));
        if (place.Length > 60)
            problems.Add(new("place-long", "地点最多60个字", nameof(form.Place)));
        var industries = NormalisedText.Codes(form.Industries).Split([',', '，', '、', ' '], StringSplitOptions.RemoveEmptyEntries);
        problems.AddRange(industries.Where(i => i.Length != 2 || !i.All(char.IsAsciiDigit)).Take(1)
            .Select(i => new Problem("industry", $"“{i}”不是行业大类代码。请填两位数字，多个用逗号隔开，例如62,90", nameof(form.Industries))));
        var (from, to) = (TypedDay.Parse(form.From, today), string.IsNullOrWhiteSpace(form.To) ? default(Result<DateOnly>?) : TypedDay.Parse(form.To, today));
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))));
        problems.AddRange(to?.Problems.Select(p => p.At(nameof(form.To))) ?? []);
        if (from.Ok && from.Value < today)
            problems.Add(new("from-past", "不能从过去的日期起适用，以前的办件按当时的清单", nameof(form.From)));
        if (from.Ok && to is { Ok: true } until && until.Value < from.Value)
            problems.Add(new("to-before", "截止日期不能早于起始日期", nameof(form.To)));
        if (problems.Count > 0)
            return Result<Func<Guid, string, AddressRule>>.Refused(problems);
        return (Result<Func<Guid, string, AddressRule>>)((Guid id, string by) => new AddressRule
        {
            Id = id,
            Area = area,
            Place = place,
            Industries = string.Join(',', industries),
            Level = Enum.Parse<AddressRuleLevel>(form.Level!),
            Reason = reason,
            Basis = basis,
            From = from.Value,
            To = to?.Value,
            MadeBy = by,
        });
    }
}
