using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Identity;

/// <summary>Units as choices of a form.</summary>
internal sealed class UnitOptions(AppDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<Option>> TodayAsync(CancellationToken ct)
    {
        var today = clock.Today();
        return await db.Set<OrgUnitVersion>().Where(v => v.From <= today && (v.To == null || v.To >= today)).OrderBy(v => v.UnitCode)
            .Select(v => new Option(v.UnitCode, v.Name, null, false)).ToListAsync(ct);
    }
}
