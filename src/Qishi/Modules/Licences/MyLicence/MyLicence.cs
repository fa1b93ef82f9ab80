using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Sign;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Licences.MyLicence;

/// <summary>One licence of the reader: its text, who may use it, who did.</summary>
internal sealed record MyLicenceView(Holding Holding, ElectronicLicence? Licence, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<LicenceGrant> Grants, IReadOnlyList<LicenceUse> Uses);

internal sealed class MyLicenceHandler(AppDb db, LicenceDoor door, LicenceBook book, Actor actor, TimeProvider clock)
{
    private const int Shown = 8, MostGrants = 100;

    public async Task<MyLicenceView?> ShowAsync(string uscc, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding)
            return null;
        var licence = await book.CurrentAsync(uscc, ct);
        var grants = db.Set<LicenceGrant>().AsNoTracking().Where(g => g.Uscc == uscc);
        if (holding.Grant is { } own)
            grants = grants.Where(g => g.GivenUnder == own.Id);
        return new(holding, licence, licence is null ? new Dictionary<string, string>() : LicenceText.Fields(licence.Text),
            await grants.OrderByDescending(g => g.GivenAt).Take(MostGrants).ToListAsync(ct), await Of(holding).OrderByDescending(u => u.At).ThenByDescending(u => u.Id).Take(Shown).ToListAsync(ct));
    }

    public async Task<(Holding Holding, Paged<LicenceUse> Page)?> UsesAsync(string uscc, ListQuery query, CancellationToken ct) =>
        await door.FindAsync(uscc, ct) is { } holding ? (holding, await Rows(holding, query).PageAsync(query, ct)) : null;

    public async Task<IResult> ExportAsync(string uscc, ListQuery query, CancellationToken ct)
    {
        if (await door.FindAsync(uscc, ct) is not { } holding)
            return Results.NotFound();
        var rows = await Rows(holding, query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<LicenceUse>[] columns =
            [new("时间", u => u.At), new("方式", u => LicenceUse.Word(u.Kind)), new("用途", u => LicenceMatters.Word(u.Purpose), 30), new("使用人", u => u.By, 24), new("核验结果", u => UseWords.Result(u.Result), 24)];
        return ExcelFile.Download(ExcelFile.Write("电子营业执照使用记录", holding.Name, columns, rows, actor, clock.UtcNow()), "电子营业执照使用记录", clock.UtcNow());
    }

    private IQueryable<LicenceUse> Rows(Holding holding, ListQuery query)
    {
        var rows = Of(holding);
        if (query.Choice<LicenceUseKind>("kind") is { } kind)
            rows = rows.Where(u => u.Kind == kind);
        if (query.Day("from") is { } from)
        {
            var start = ChinaTime.ToUtc(from, TimeOnly.MinValue);
            rows = rows.Where(u => u.At >= start);
        }

        return rows.OrderByDescending(u => u.At).ThenByDescending(u => u.Id);
    }

    // Who uses it under a grant sees the own uses only.
    private IQueryable<LicenceUse> Of(Holding holding)
    {
        var rows = db.Set<LicenceUse>().AsNoTracking().Where(u => u.Uscc == holding.Uscc);
        return holding.Grant is { } grant ? rows.Where(u => u.GrantId == grant.Id) : rows;
    }
}

internal static class UseWords
{
    public static string Result(string? code) => code switch
    {
        null => "",
        "VALID" => "有效",
        "EXPIRED_QR" => "二维码已过期",
        "VERSION_SUPERSEDED" => "执照已换发",
        "STATUS_SUSPENDED" => "主体歇业或者正在退出",
        "STATUS_REVOKED" => "已吊销或者撤销",
        "STATUS_DEREGISTERED" => "已注销",
        "GRANT_ENDED" => "授权已结束",
        _ => code,
    };
}
