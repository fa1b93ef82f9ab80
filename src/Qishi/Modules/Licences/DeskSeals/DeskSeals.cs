using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Export;
using Qishi.Platform.Web;

namespace Qishi.Modules.Licences.DeskSeals;

/// <summary>The register of electronic seals for the office.</summary>
internal sealed class DeskSealsHandler(AppDb db, MySealsHandler steps, Actor actor, TimeProvider clock)
{
    public async Task<IReadOnlyDictionary<SealState, int>> CountsAsync(CancellationToken ct) =>
        await db.Set<ElectronicSeal>().GroupBy(s => s.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public Task<Paged<ElectronicSeal>> PageAsync(ListQuery query, CancellationToken ct) => Rows(query).PageAsync(query, ct);

    public async Task<IResult> ExportAsync(ListQuery query, CancellationToken ct)
    {
        var rows = await Rows(query).Take(ExcelFile.MostRows).ToListAsync(ct);
        ExcelColumn<ElectronicSeal>[] columns =
        [
            new("主体", s => s.OwnerName, 36), new("统一社会信用代码", s => s.Owner, 22), new("印章", s => SealBook.Word(s.Kind), 24), new("印章编号", s => s.EsId, 28), new("状态", s => SealFlow.Flow[s.State].Word), new("申请", s => s.AppliedAt),
            new("制作", s => s.MadeAt), new("备案编号", s => s.FilingNo, 24), new("领用", s => s.ActiveAt), new("有效到", s => s.ValidTo), new("注销", s => s.EndedAt), new("注销原因", s => s.EndReason, 36),
        ];
        var words = string.Join('，', new[] { query.Choice<SealState>("state") is { } state ? SealFlow.Flow[state].Word : null, query.Choice<SealKind>("kind") is { } kind ? SealBook.Word(kind) : null, query.Text("q") }.OfType<string>());
        return ExcelFile.Download(ExcelFile.Write("电子印章", words.Length == 0 ? "全部" : words, columns, rows, actor, clock.UtcNow()), "电子印章", clock.UtcNow());
    }

    public Task<ElectronicSeal?> FindAsync(Guid id, CancellationToken ct) => db.Set<ElectronicSeal>().SingleOrDefaultAsync(s => s.Id == id, ct);

    public async Task<IReadOnlyList<SealUse>> UsesAsync(Guid seal, CancellationToken ct) =>
        await db.Set<SealUse>().AsNoTracking().Where(u => u.SealId == seal).OrderByDescending(u => u.At).ThenByDescending(u => u.Id).Take(100).ToListAsync(ct);

    /// <summary>The office stops, resumes or ends a seal; it must say why.</summary>
    public async Task<Result<string>?> MoveAsync(Guid id, MoveSealForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.KeepSeals) || await FindAsync(id, ct) is not { } seal)
            return null;
        if (form.Move == SealFlow.Activate)
            return new Problem("move-holder", "只有持有人能领用印章", nameof(form.Move));
        var why = NormalisedText.Text(form.Reason);
        if (why.Length is < 4 or > 100)
            return new Problem("reason-required", "请写明理由（4到100个字）", nameof(form.Reason));
        return await steps.StepAsync(seal, form, why, ct);
    }

    private IQueryable<ElectronicSeal> Rows(ListQuery query)
    {
        var rows = db.Set<ElectronicSeal>().AsNoTracking();
        if (query.Choice<SealState>("state") is { } state)
            rows = rows.Where(s => s.State == state);
        if (query.Choice<SealKind>("kind") is { } kind)
            rows = rows.Where(s => s.Kind == kind);
        if (query.Text("q") is { } word)
        {
            var code = NormalisedText.Codes(word);
            rows = rows.Where(s => s.OwnerName.Contains(word) || s.Owner == code || s.EsId == word || s.FilingNo == code);
        }

        return rows.OrderByDescending(s => s.AppliedAt).ThenBy(s => s.EsId);
    }
}
