using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.DeclareName;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.PublicNames;

/// <summary>A reserved name as everybody may see it: never whose it is.</summary>
internal sealed record ReservedLine(string Name, EntityKind Kind, DateOnly Until);

/// <summary>
/// The name library for everybody (企业名称登记管理规定 art. 16: names are searched, compared and chosen in the declaration system): what a name would meet,
/// and which names are reserved at present.
/// </summary>
internal sealed class PublicNamesHandler(AppDb db, DeclareNameHandler names, TimeProvider clock)
{
    private const int Shown = 20;

    public async Task<Result<NameAnswer>?> CheckAsync(string? typed, string? kind, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(typed) ? default(Result<NameAnswer>?) : await names.LookAsync(new() { Kind = kind ?? nameof(EntityKind.Llc), Whole = typed.Length > 60 ? typed[..60] : typed }, ct);

    public async Task<IReadOnlyList<ReservedLine>> ReservedAsync(string? trade, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = db.Set<NameReservation>().AsNoTracking().Where(r => r.State == NameState.Reserved && r.ExpiresOn >= today);
        if (!string.IsNullOrEmpty(trade))
            rows = rows.Where(r => r.TradeName.Contains(trade));
        return [.. (await rows.OrderByDescending(r => r.ReservedOn).ThenBy(r => r.Number).Take(Shown).ToListAsync(ct)).Select(r => new ReservedLine(r.Full, r.Kind, r.ExpiresOn!.Value))];
    }
}
