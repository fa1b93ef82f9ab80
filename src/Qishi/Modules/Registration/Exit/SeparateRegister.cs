using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.Exit;

/// <summary>LegacyCapital: a company of before 2024-07-01 that cannot adjust its contributions; AbnormalSoleTrader: two years on the abnormal list; NoLiquidation: six months after revocation (special mark).</summary>
internal enum SeparateReason { LegacyCapital, AbnormalSoleTrader, NoLiquidation }

/// <summary>A mark on the separate register (另册管理): the entity is not counted among the active ones.</summary>
internal sealed class SeparateMark : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }
    public SeparateReason Reason { get; init; }
    public DateOnly MarkedOn { get; init; }
    public DateOnly? RemovedOn { get; private set; }
    public string? RemovedBecause { get; private set; }

    /// <summary>Last day to verify an objection; null without one.</summary>
    public DateOnly? VerifyBy { get; set; }

    /// <summary>The entity while it is marked; unique.</summary>
    public Guid? OpenKey { get; private set; }
    public int Version { get; set; }

    public void Open() => OpenKey = EntityId;

    public void Remove(DateOnly on, string because) => (RemovedOn, RemovedBecause, OpenKey) = (on, because, null);

    public static string Word(SeparateReason reason) => reason switch
    {
        SeparateReason.LegacyCapital => "存量公司无法调整出资期限（吊销、关闭、撤销，或者失联并在异常名录）",
        SeparateReason.AbnormalSoleTrader => "个体工商户被标记经营异常满2年",
        SeparateReason.NoLiquidation => "吊销、关闭、撤销满6个月没有清算、注销",
    };

    internal sealed class Mapping : IEntityTypeConfiguration<SeparateMark>
    {
        public void Configure(EntityTypeBuilder<SeparateMark> builder)
        {
            builder.ToTable("reg_separate_mark");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(m => m.EntityId);
            builder.HasIndex(m => m.OpenKey).IsUnique();
        }
    }
}

internal sealed record SeparatelyRegistered(string Uscc, string Number, string Reason, bool Removed) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

/// <summary>Which reason holds (R-10.90, R-10.91). Pure.</summary>
internal static class SeparateRules
{
    public static SeparateReason? Of(EntityKind kind, EntityStatus status, DateOnly establishedOn, DateOnly statusSince, bool liquidation, IReadOnlyList<ExitFact> facts, Ground ground)
    {
        var ended = status is EntityStatus.Revoked or EntityStatus.OrderedClosed or EntityStatus.RegCancelled;
        var abnormal = facts.FirstOrDefault(f => f.Kind == ExitFactKind.AbnormalList);
        if (kind == EntityKind.Individual)
            return abnormal?.Since is { } since && since.AddYears(ground.Rules.Int("separateRegister.individualAbnormalYears", ground.On)) <= ground.On ? SeparateReason.AbnormalSoleTrader : null;
        if (establishedOn < ground.Rules.Day("separateRegister.legacyBefore", ground.On) && (ended || (abnormal is not null && facts.Any(f => f.Kind == ExitFactKind.LostContact))))
            return SeparateReason.LegacyCapital;
        return ended && !liquidation && statusSince.AddMonths(ground.Rules.Int("separateRegister.specialMarkMonths", ground.On)) <= ground.On ? SeparateReason.NoLiquidation : null;
    }
}

public sealed class SeparateMarkForm
{
    public string? Uscc { get; set; }

    /// <summary>mark, remove or strike-off.</summary>
    public string? Act { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Marks and unmarks; the switch for striking off stands off where no local law allows it (R-10.92).</summary>
internal sealed class SeparateRegisterHandler(AppDb db, GroundReader grounds, FactsOfExit facts, NoticeBoard board, ApplicationNumbers numbers, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>?> HandleAsync(SeparateMarkForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var today = clock.Today();
        var ground = await grounds.ReadAsync(today, ct);
        if (form.Act == "strike-off")
            return ground.Rules.Flag("delisting.enabled", today)
                ? new Problem("strike-off-manual", "本地开通了除名，请按地方法规的程序先公告", null, "R-10.92")
                : new Problem("strike-off-off", "除名只在有地方立法的地方实行，本县没有开通。可以列入另册管理或者强制注销", nameof(form.Act), "R-10.92");
        var code = NormalisedText.Codes(form.Uscc);
        await numbers.PrepareAsync(ApplicationNumbers.Procedures, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<Entity>().SingleOrDefaultAsync(e => e.Uscc == code, ct) is not { } e)
            return null;
        var marked = await db.Set<SeparateMark>().SingleOrDefaultAsync(m => m.OpenKey == e.Id, ct);
        var result = form.Act == "remove" ? Remove(marked, form, today) : await MarkAsync(e, marked, ground, ct);
        if (!result.Ok)
            return Result<string>.Refused(result.Problems);
        once.Remember(key, result.Value.Sentence);
        log.Record(actor, "SeparateRegistering", NormalisedText.Text(form.Reason), result.Value.Events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            return new Problem("decided", "另一人刚刚处理过这户。请刷新页面");
        }

        return result.Value.Sentence;
    }

    private async Task<Result<StepDone>> MarkAsync(Entity e, SeparateMark? marked, Ground ground, CancellationToken ct)
    {
        if (marked is not null)
            return new Problem("marked", $"这户{ChinaTime.FullDay(marked.MarkedOn)}已列入另册管理");
        var known = await facts.FindAsync(e.Uscc, ground.On, ct);
        var liquidation = await db.Set<Liquidation>().AnyAsync(l => l.EntityId == e.Id, ct);
        if (SeparateRules.Of(e.Kind, e.Status, e.EstablishedOn, ChinaTime.DayOf(e.Since), liquidation, known.Facts, ground) is not { } reason)
            return new Problem("no-reason", "这户不符合另册管理的条件", nameof(SeparateMarkForm.Uscc), "R-10.90");
        var mark = new SeparateMark { Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = await numbers.ClaimAsync(ApplicationNumbers.Procedures, ct), EntityId = e.Id, Uscc = e.Uscc, Reason = reason, MarkedOn = ground.On };
        mark.Open();
        db.Add(mark);
        var special = reason == SeparateReason.NoLiquidation;
        var (_, published) = await board.PublishAsync(special ? NoticeKind.SpecialMark : NoticeKind.SeparateRegister, e, mark.Number, $"{(e.Name == Entity.NoName ? e.HeadName : e.Name)}{(special ? "特别标注" : "另册管理")}公示",
            $"{SeparateMark.Word(reason)}，{(special ? "在公示系统特别标注" : "列入另册管理，不再计入在营户数")}。\n有异议的，请在公示期内提出，本局20个工作日内核实。", special ? null : ground.Rules.Int("separateRegister.noticeCD", ground.On), ct);
        return new StepDone(special ? "已特别标注并公示" : "已列入另册管理并公示", [new SeparatelyRegistered(e.Uscc, mark.Number, reason.ToString(), false), published]);
    }

    private static Result<StepDone> Remove(SeparateMark? marked, SeparateMarkForm form, DateOnly today)
    {
        if (marked is null)
            return new Problem("not-marked", "这户不在另册中");
        if (NormalisedText.Text(form.Reason).Length < 5)
            return new Problem("reason-required", "请写明移出理由，5个字以上", nameof(form.Reason));
        marked.Remove(today, NormalisedText.Text(form.Reason));
        return new StepDone("已移出另册管理", [new SeparatelyRegistered(marked.Uscc, marked.Number, marked.Reason.ToString(), true)]);
    }
}

/// <summary>An objection to the mark is verified within 20 working days (R-10.90); one that is right takes the mark away.</summary>
internal sealed class SeparateRegisterOwner(AppDb db, GroundReader grounds, Qishi.Platform.Rules.IRules rules, TimeProvider clock) : INoticeOwner
{
    public IReadOnlyCollection<NoticeKind> Kinds { get; } = [NoticeKind.SeparateRegister];

    public async Task<IReadOnlyList<IEvent>> ObjectedAsync(PublicNotice notice, NoticeObjection objection, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        if (await db.Set<SeparateMark>().SingleOrDefaultAsync(m => m.Number == notice.Source && m.OpenKey != null, ct) is { } mark)
            mark.VerifyBy ??= (await rules.WorkingDaysAsync(ct)).AddWorkingDays(ground.On, ground.Rules.Int("separateRegister.verifyWD", ground.On)).Date;
        return [];
    }

    public async Task<IReadOnlyList<IEvent>> DecidedAsync(PublicNotice notice, NoticeObjection objection, int open, CancellationToken ct)
    {
        if (objection.State != ObjectionState.Upheld || await db.Set<SeparateMark>().SingleOrDefaultAsync(m => m.Number == notice.Source && m.OpenKey != null, ct) is not { } mark)
            return [];
        mark.Remove(clock.Today(), "异议成立");
        notice.Stop(clock.Today(), "异议成立，移出另册");
        return [new SeparatelyRegistered(mark.Uscc, mark.Number, mark.Reason.ToString(), true)];
    }
}
