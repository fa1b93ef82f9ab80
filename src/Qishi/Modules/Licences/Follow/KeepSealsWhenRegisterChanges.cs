using Qishi.Kernel;
using Qishi.Modules.Licences.Model;
using Qishi.Modules.Licences.Seals;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Licences.Follow;

/// <summary>
/// With the licence the set of seals is applied for; a new name ends the seals that bear the old one and asks for new ones, a new head the name seal; the end of the entity
/// or of its licence ends all of them, as of the day of the register.
/// </summary>
internal sealed class KeepSealsWhenRegisterChanges(AppDb db, SealBook book, IRegistration registration, IRules rules, Actor actor)
    : IHandle<EntityEstablished>, IHandle<EntityItemsChanged>, IHandle<EntityCorrected>, IHandle<EntityStatusChanged>, IHandle<EntityDeregistered>
{
    private static readonly string[] Heads = ["法定代表人", "经营者", "投资人", "执行事务合伙人", "负责人"];

    public async Task HandleAsync(EntityEstablished e, EventContext context, CancellationToken ct)
    {
        var kinds = SealBook.Kinds((await rules.BookAsync(ct)).Texts("eseal.set", e.EstablishedOn));
        await ApplyAsync(e.Uscc, kinds, e.CaseNo, ct);
    }

    public async Task HandleAsync(EntityItemsChanged e, EventContext context, CancellationToken ct)
    {
        if (e.Items.Contains("名称"))
            await RenewAsync(e.Uscc, null, "名称变更", context.At, ct);
        else if (e.Items.Any(i => Heads.Any(h => i.Contains(h, StringComparison.Ordinal))))
            await RenewAsync(e.Uscc, SealKind.LegalRep, "法定代表人（经营者）变更", context.At, ct);
    }

    public async Task HandleAsync(EntityCorrected e, EventContext context, CancellationToken ct)
    {
        if (e.Fields.Contains("Name"))
            await RenewAsync(e.Uscc, null, "名称更正", context.At, ct);
    }

    public async Task HandleAsync(EntityStatusChanged e, EventContext context, CancellationToken ct)
    {
        if (ElectronicLicence.Of(e.To) is ElectronicLicenceState.Revoked or ElectronicLicenceState.Deregistered)
            await EndAsync(e.Uscc, e.To == EntityStatus.MovedOut ? "主体迁出" : "主体注销、吊销或者撤销", e.On, context.At, ct);
    }

    public Task HandleAsync(EntityDeregistered e, EventContext context, CancellationToken ct) => EndAsync(e.Uscc, "主体注销、吊销或者撤销", e.On, context.At, ct);

    private async Task EndAsync(string uscc, string why, DateOnly on, DateTime at, CancellationToken ct)
    {
        await book.CancelAsync(uscc, null, $"{ChinaTime.FullDay(on)}{why}", EndOf(on, at), actor, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>When the end is dated before it was written down, the seals ended with that day.</summary>
    internal static DateTime EndOf(DateOnly on, DateTime at) => on < ChinaTime.DayOf(at) ? ChinaTime.ToUtc(on.AddDays(1), TimeOnly.MinValue) : at;

    private async Task RenewAsync(string uscc, SealKind? only, string reason, DateTime at, CancellationToken ct)
    {
        var ended = await book.CancelAsync(uscc, only, reason, at, actor, ct);
        await db.SaveChangesAsync(ct);
        await ApplyAsync(uscc, ended, null, ct);
    }

    private async Task ApplyAsync(string uscc, IEnumerable<SealKind> kinds, string? caseNo, CancellationToken ct)
    {
        if (await registration.FindAsync(uscc, ct) is not { } e || ElectronicLicence.Of(e.Status) is ElectronicLicenceState.Revoked or ElectronicLicenceState.Deregistered)
            return;
        await book.ApplyAsync(uscc, e.Name == "*" ? $"个体工商户{e.HeadName}" : e.Name, e.HeadName, kinds, caseNo, actor, ct);
        await db.SaveChangesAsync(ct);
    }
}
