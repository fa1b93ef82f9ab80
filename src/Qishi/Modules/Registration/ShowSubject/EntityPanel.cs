using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Subjects;

namespace Qishi.Modules.Registration.ShowSubject;

/// <summary>Establishment, every change of an item, every licence: the register's own lines of the file.</summary>
internal sealed class EntityPanel(AppDb db) : ISubjectPanel
{
    public string Title => "登记事项和执照";

    public int Order => 5;

    public bool ForHolder => true;

    public async Task<SubjectPanel> ShowAsync(string uscc, DateOnly asOf, CancellationToken ct)
    {
        var end = ChinaTime.ToUtc(asOf.AddDays(1), TimeOnly.MinValue);
        if (await db.Set<Entity>().AsNoTracking().SingleOrDefaultAsync(e => e.Uscc == uscc, ct) is not { } e)
            return new([], []);
        var past = await db.Set<EntityPast>().AsNoTracking().Where(p => p.EntityId == e.Id && p.To < end).OrderByDescending(p => p.Edition).Take(200).ToListAsync(ct);
        var all = await db.Set<EntityPast>().AsNoTracking().Where(p => p.EntityId == e.Id).OrderByDescending(p => p.Edition).ToDictionaryAsync(p => p.Edition, ct);
        var licences = await db.Set<Licence>().AsNoTracking().Where(l => l.EntityId == e.Id && l.IssuedAt < end).OrderByDescending(l => l.No).Take(200).Select(l => new { l.No, l.IssuedAt }).ToListAsync(ct);
        var lines = past.Select(p => new SubjectLine(p.To, $"{p.Reason}：{Changed(p, all.GetValueOrDefault(p.Edition + 1), e)}", null)).Concat(licences.Select(l => new SubjectLine(l.IssuedAt, $"核发营业执照（第{l.No}次）", null)));
        if (e.EstablishedOn <= asOf)
            lines = lines.Append(new(ChinaTime.ToUtc(e.EstablishedOn, TimeOnly.MinValue), "设立登记", null));
        return new([.. lines.OrderByDescending(l => l.At)], []);
    }

    public Task<IReadOnlyList<string>> RecordsAsync(string uscc, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(["entity:" + uscc]);

    private static string Changed(EntityPast p, EntityPast? next, Entity e)
    {
        var (name, address, status, head) = next is null ? (e.Name, e.Address, e.Status, e.HeadName) : (next.Name, next.Address, next.Status, next.HeadName);
        string?[] parts =
        [
            p.Name != name ? $"名称{p.Name} → {name}" : null, p.Address != address ? $"地址{p.Address} → {address}" : null, p.HeadName != head ? $"{Wording.HeadTitle(e.Kind)}{p.HeadName} → {head}" : null,
            p.Status != status ? $"{Wording.Statuses[p.Status].PublicWord} → {Wording.Statuses[status].PublicWord}" : null,
        ];
        return string.Join("；", parts.OfType<string>()) is { Length: > 0 } text ? text : "备案事项";
    }
}
