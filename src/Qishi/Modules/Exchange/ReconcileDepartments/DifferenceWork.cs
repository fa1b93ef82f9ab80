using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Exchange.ReconcileDepartments;

/// <summary>Each row that differs is a to-do of its own, named, with the place where it is mended; beyond some hundred the run itself is the to-do.</summary>
internal sealed class DifferenceWork(IWorklist worklist, TimeProvider clock)
{
    private const int MostItems = 200;

    public async Task OpenAsync(IReadOnlyList<Difference> fresh, Department department, CancellationToken ct)
    {
        foreach (var d in fresh.Take(MostItems))
            await OpenAsync(KeyOf(d), $"{department.ShortName}：{d.EntityName ?? d.HandOverKey}", d.Sentence, Urls.DifferenceAt(d.Id), ct);
        if (fresh.Count > MostItems)
            await OpenAsync($"exchange.differences:{fresh[0].ReconciliationId:N}", department.ShortName, $"核对其余{fresh.Count - MostItems}条不一致", Urls.Differences + "?department=" + department.Code, ct);
    }

    public async Task CloseAsync(IEnumerable<Difference> mended, CancellationToken ct)
    {
        foreach (var d in mended)
            await worklist.CloseAsync(KeyOf(d), ct);
    }

    private static string KeyOf(Difference d) => $"exchange.difference:{d.Id:N}";

    private Task OpenAsync(string key, string title, string act, string url, CancellationToken ct) =>
        worklist.OpenAsync(new NewWorkItem(key, "部门对账", title, act, url, Roles.Operator, null, null, clock.UtcNow(), null), ct);
}
