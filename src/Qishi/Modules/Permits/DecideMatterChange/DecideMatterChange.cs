using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Permits.ChangeMatter;
using Qishi.Modules.Permits.Contracts;
using Qishi.Modules.Permits.Matters;
using Qishi.Modules.Permits.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Permits.DecideMatterChange;

public sealed class DecideMatterChangeForm
{
    /// <summary>approve or reject.</summary>
    public string? Decision { get; set; }

    public string? Opinion { get; set; }
}

/// <summary>The second person agrees: the version in force ends the day before, the next begins. Never the one who proposed.</summary>
internal sealed class DecideMatterChangeHandler(AppDb db, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public Task<MatterChange?> FindAsync(Guid id, CancellationToken ct) => db.Set<MatterChange>().SingleOrDefaultAsync(c => c.Id == id, ct);

    public Task<PermitMatter?> BeforeAsync(MatterChange change, CancellationToken ct) =>
        MatterBook.InForce(db.Set<PermitMatter>(), change.From.AddDays(-1)).SingleOrDefaultAsync(m => m.Code == change.Code, ct);

    public async Task<Result<string>> HandleAsync(Guid id, DecideMatterChangeForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.ChangeMatters) || await FindAsync(id, ct) is not { } change)
            return new Problem("change-not-found", "没有找到这项更改");
        if (Decide(change, form, actor, clock.Today()) is { } problem)
            return problem;
        var approved = form.Decision == "approve";
        change.Decide(approved, actor.AccountId, actor.NameOnRecord, clock.UtcNow());
        if (approved)
            await ApplyAsync(change, ct);
        log.Record(actor, "PermitMatterDeciding", NormalisedText.Text(form.Opinion), approved ? new PermitMatterChanged(change.Code, change.From, change.Content is null) : new PermitMatterChangeRejected(change.Id, change.Code));
        await worklist.CloseAsync(ChangeMatterHandler.WorkKey(id), ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return approved ? "已同意，到日期生效" : "已退回，清单没有改动";
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一项。请刷新页面");
        }
    }

    internal static Problem? Decide(MatterChange change, DecideMatterChangeForm form, Actor actor, DateOnly today) =>
        change.DecidedAt is not null ? new("decided", $"这项更改{change.DecidedBy}已经处理过。请刷新页面")
        : change.ProposedById == actor.AccountId ? new("two-persons", "清单更改须由另一人复核，不能复核自己提出的。请交同事办理", null, "R-6.3")
        : form.Decision is not ("approve" or "reject") ? new("decision-required", "请选择同意还是退回", nameof(form.Decision))
        : form.Decision == "reject" && string.IsNullOrWhiteSpace(form.Opinion) ? new("opinion-required", "退回的，请写明理由", nameof(form.Opinion))
        : form.Decision == "approve" && change.From <= today ? new("too-late", $"更改原定{ChinaTime.FullDay(change.From)}起生效，已经过了。请退回，重新提出") : null;

    private async Task ApplyAsync(MatterChange change, CancellationToken ct)
    {
        if (await BeforeAsync(change, ct) is { } old)
            old.To = change.From.AddDays(-1);
        if (change.Content is null || JsonSerializer.Deserialize<NextMatter>(change.Content) is not { } next)
            return;
        db.Add(new PermitMatter
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Code = change.Code,
            Name = next.Name,
            Department = next.Department,
            DepartmentName = next.DepartmentName,
            Mode = next.Mode,
            CountyNo = next.CountyNo,
            Address = next.Address,
            Phone = next.Phone,
            ScopeItems = PermitMatter.Joined(next.ScopeItems),
            From = change.From,
        });
    }
}
