using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Operations.ProposeParameter;

public sealed class ProposeParameterForm
{
    public string? Value { get; set; }
    public string? From { get; set; }
    public string? Source { get; set; }
    public string? Article { get; set; }
    public string? Reason { get; set; }

    /// <summary>A decision on a proposal instead of a new one: its id and what was pressed.</summary>
    public string? Proposal { get; set; }

    public string? Decision { get; set; }
}

/// <summary>Old values are never changed: a new one starts on a day, has a source, and needs a second person.</summary>
internal sealed class ProposeParameterHandler(AppDb db, RuleChanges changes, Actor actor, TimeProvider clock)
{
    public Task<List<ParameterRow>> VersionsAsync(string name, CancellationToken ct) =>
        db.Set<ParameterRow>().AsNoTracking().Where(p => p.Key == name && p.RejectedAt == null).OrderByDescending(p => p.From).ThenByDescending(p => p.ProposedAt).ToListAsync(ct);

    public async Task<Result<Guid>> HandleAsync(string name, ProposeParameterForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.ChangeParameters))
            return new Problem("permission", "您的账号没有“提出和批准规则参数”权限。需要办理的，请联系登记注册股负责人");
        if (Guid.TryParse(form.Proposal, out var proposal))
            return await changes.DecideAsync(actor, proposal, form.Decision == "approve", form.Reason ?? "批准", ct);
        var versions = await VersionsAsync(name, ct);
        var decided = Decide(name, form, versions, clock.Today());
        return decided.Ok ? await changes.ProposeAsync(actor, decided.Value, form.Reason!, ct) : Result<Guid>.Refused(decided.Problems);
    }

    internal static Result<RuleParameter> Decide(string name, ProposeParameterForm form, IReadOnlyList<ParameterRow> versions, DateOnly today)
    {
        var problems = new List<Problem>();
        if (versions.Count == 0)
            problems.Add(new("rule-unknown", $"没有参数“{name}”。请从参数表里选择"));
        var value = NormalisedText.Text(form.Value);
        if (value.Length == 0)
            problems.Add(new("value-missing", "请填写新值", nameof(form.Value)));
        else if (versions.Count > 0 && int.TryParse(versions[0].Value, out _) && !int.TryParse(value, out _))
            problems.Add(new("value-number", $"“{value}”不是整数，这个参数现在的值是{versions[0].Value}。请填写整数", nameof(form.Value)));
        var from = TypedDay.Parse(form.From, today);
        if (!from.Ok)
            problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))));
        if (string.IsNullOrWhiteSpace(form.Source))
            problems.Add(new("source-missing", "请填写依据的文号", nameof(form.Source)));
        // A past day changes what open records were promised, so it needs a reason of its own.
        if (string.IsNullOrWhiteSpace(form.Reason))
            problems.Add(new("reason-missing", from.Ok && from.Value < today ? "启用日在今天以前，请写明原因" : "请填写修改原因", nameof(form.Reason)));
        return problems.Count > 0
            ? Result<RuleParameter>.Refused(problems)
            : new RuleParameter(name, value, versions[0].Unit, from.Value, null, form.Source!.Trim(), form.Article?.Trim() ?? "", "V");
    }
}
