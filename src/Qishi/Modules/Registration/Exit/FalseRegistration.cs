using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Notices;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Exit;

/// <summary>Where the cancellation of a false registration stands (rulebook A §10.10; 条例 art. 40, 实施细则 art. 50–58).</summary>
internal enum FalseState { Filed, Refused, Investigating, Announced, Cancelled, Kept }

internal static class FalseFlow
{
    public static Flow<FalseState> Flow { get; } = Kernel.Flow.Flow.Of<FalseState>(
        "撤销登记",
        [
            new(FalseState.Filed, "待决定是否受理", null, Tone.B), new(FalseState.Refused, "不予受理", null, Tone.R, Final: true), new(FalseState.Investigating, "调查中", null, Tone.B),
            new(FalseState.Announced, "公告中", null, Tone.V), new(FalseState.Cancelled, "已撤销登记", null, Tone.R, Final: true), new(FalseState.Kept, "不予撤销", null, Tone.L, Final: true),
        ],
        [
            new("accept", "受理", [FalseState.Filed], FalseState.Investigating), new("refuse", "不予受理", [FalseState.Filed], FalseState.Refused),
            new("announce", "公告（联系不上相关人员）", [FalseState.Investigating], FalseState.Announced), new("extend", "延长调查", [FalseState.Investigating], FalseState.Investigating),
            new("cancel", "撤销登记", [FalseState.Investigating, FalseState.Announced], FalseState.Cancelled), new("keep", "不予撤销", [FalseState.Investigating, FalseState.Announced], FalseState.Kept),
        ]);
}

/// <summary>One claim that a registration is false, and what became of it.</summary>
internal sealed class FalseRegistration : IVersioned
{
    public Guid Id { get; init; }
    public required string Number { get; init; }
    public Guid EntityId { get; init; }
    public required string Uscc { get; init; }
    public required string EntityName { get; init; }
    [Encrypted] public required string Claimant { get; init; }
    [Encrypted] public required string Facts { get; init; }
    public FalseState State { get; private set; }
    public DateOnly FiledOn { get; init; }
    public DateOnly DecideBy { get; init; }
    public DateOnly? InvestigateBy { get; set; }
    public bool Extended { get; set; }
    public Guid? NoticeId { get; set; }
    public DateOnly? NoticeUntil { get; set; }
    public Guid? FirstById { get; set; }
    public string? Conclusion { get; set; }
    public DateOnly? BarredUntil { get; set; }

    /// <summary>Number of the change cancelled alone; null for the establishment.</summary>
    public string? OnlyChange { get; set; }
    public int Version { get; set; }

    public Result<FalseState> Move(string move)
    {
        var result = FalseFlow.Flow.Move(State, move);
        if (result.Ok)
            State = result.Value;
        return result;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<FalseRegistration>
    {
        public void Configure(EntityTypeBuilder<FalseRegistration> builder)
        {
            builder.ToTable("reg_false_registration");
            builder.Property(f => f.Id).ValueGeneratedNever();
            builder.HasOne<Entity>().WithMany().HasForeignKey(f => f.EntityId);
            builder.HasIndex(f => f.Number).IsUnique();
            builder.HasIndex(f => f.State);
        }
    }
}

internal sealed record FalseRegistrationMoved(string Number, string Uscc, string State) : IEvent
{
    public string Subject => "entity:" + Uscc;
}

public sealed class FalseRegistrationForm
{
    public string? Number { get; set; }
    public string? Uscc { get; set; }
    public string? Claimant { get; set; }

    /// <summary>file, accept, refuse, extend, announce, cancel, keep.</summary>
    public string? Act { get; set; }
    public string? Text { get; set; }

    /// <summary>Number of the application whose change alone is cancelled; empty for the establishment.</summary>
    public string? OnlyChange { get; set; }
}

/// <summary>Files, investigates and decides; the decision takes another person than the acceptance.</summary>
internal sealed class FalseRegistrationHandler(AppDb db, GroundReader grounds, IRules rules, NoticeBoard board, ApplicationNumbers numbers, ApplicationPapers papers, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<Result<string>?> HandleAsync(FalseRegistrationForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        if (form.Act == "file")
            await numbers.PrepareAsync(ApplicationNumbers.Procedures, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = form.Act == "file" ? await FileAsync(form, ground, ct) : await StepAsync(form, ground, ct);
        if (result is not { } known)
            return null;
        if (!known.Ok)
            return Result<string>.Refused(known.Problems);
        once.Remember(key, known.Value.Sentence);
        log.Record(actor, "FalseRegistrationHandling", null, known.Value.Events);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("decided", "另一人刚刚处理过这一件。请刷新页面");
        }

        return known.Value.Sentence;
    }

    private async Task<Result<StepDone>?> FileAsync(FalseRegistrationForm form, Ground ground, CancellationToken ct)
    {
        var code = NormalisedText.Codes(form.Uscc);
        if (await db.Set<Entity>().SingleOrDefaultAsync(e => e.Uscc == code, ct) is not { } e)
            return new Problem("no-entity", "没有找到这个代码的主体", nameof(form.Uscc));
        List<Problem> problems = [];
        if (NormalisedText.Text(form.Claimant).Length == 0)
            problems.Add(new("claimant", "请填写申请人", nameof(form.Claimant)));
        if (NormalisedText.Text(form.Text).Length is < 10 or > 1000)
            problems.Add(new("facts", "请写明虚假登记的事实和证据，10到1000个字", nameof(form.Text)));
        if (!EntityStatusFlow.May(e.Status, EntityStatus.RegCancelled))
            problems.Add(new("status", "这户现在的状态不能撤销登记", nameof(form.Uscc)));
        if (problems.Count > 0)
            return Result<StepDone>.Refused(problems);
        var due = (await rules.WorkingDaysAsync(ct)).AddWorkingDays(ground.On, ground.Rules.Int("falseReg.decideWD", ground.On));
        var row = new FalseRegistration { Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = await numbers.ClaimAsync(ApplicationNumbers.Procedures, ct), EntityId = e.Id, Uscc = e.Uscc, EntityName = e.Name == Entity.NoName ? e.HeadName : e.Name, Claimant = NormalisedText.Text(form.Claimant), Facts = NormalisedText.Text(form.Text), FiledOn = ground.On, DecideBy = due.Date };
        db.Add(row);
        return new StepDone($"已收到撤销登记申请{row.Number}，应在{due}前决定是否受理", [new FalseRegistrationMoved(row.Number, row.Uscc, nameof(FalseState.Filed))]);
    }

    private async Task<Result<StepDone>?> StepAsync(FalseRegistrationForm form, Ground ground, CancellationToken ct)
    {
        if (await db.Set<FalseRegistration>().SingleOrDefaultAsync(f => f.Number == form.Number, ct) is not { } row)
            return null;
        var e = await db.Set<Entity>().SingleAsync(x => x.Id == row.EntityId, ct);
        if (Decide(row, form, actor, ground.On) is { Count: > 0 } problems)
            return Result<StepDone>.Refused(problems);
        var (text, months) = (NormalisedText.Text(form.Text), ground.Rules.Int("falseReg.investigateMonths", ground.On));
        row.Move(form.Act!);
        List<IEvent> events = [];
        switch (form.Act)
        {
            case "accept":
                (row.FirstById, row.InvestigateBy) = (actor.AccountId, ground.On.AddMonths(months));
                break;
            case "extend":
                (row.Extended, row.InvestigateBy) = (true, row.InvestigateBy!.Value.AddMonths(months));
                break;
            case "announce":
                var (notice, published) = await board.PublishAsync(NoticeKind.FalseRegistration, e, row.Number, $"{row.EntityName}涉嫌虚假登记公告", "本局正在调查该登记，相关市场主体和人员无法联系或者拒不配合。请相关人员和利害关系人在公告期内提出异议或者说明；期满没有异议的，本局可以撤销登记。", ground.Rules.Int("falseReg.noticeCD", ground.On), ct);
                (row.NoticeId, row.NoticeUntil) = (notice.Id, notice.To);
                events.Add(published);
                break;
            case "cancel":
                row.Conclusion = text;
                row.OnlyChange = NormalisedText.Codes(form.OnlyChange) is { Length: > 0 } only ? only : null;
                row.BarredUntil = ground.On.AddYears(ground.Rules.Int("falseReg.barYears", ground.On)).AddDays(-1);
                if (row.OnlyChange is null)
                    events.Add(EntityStatusFlow.Move(db, e, EntityStatus.RegCancelled, "撤销虚假登记", clock.UtcNow()));
                events.Add(new FalseRegistrationCancelled(row.Uscc, row.Number, row.BarredUntil.Value, row.OnlyChange is null));
                papers.NoticeOn("entity:" + e.Uscc, row.EntityName, "撤销登记决定书", $"经查，{(row.OnlyChange is null ? "该主体的登记" : $"该主体的变更登记（{row.OnlyChange}）")}提交虚假材料或者采取其他欺诈手段取得，本局决定予以撤销。\n直接责任人自决定之日起3年内（至{ChinaTime.FullDay(row.BarredUntil.Value)}）不得再次申请市场主体登记。\n{text}", [], "市场主体登记管理条例第四十条", row.Number, ApplicationPapers.Remedy(ground.Rules, ground.On));
                break;
            default:
                row.Conclusion = text;
                break;
        }

        return new StepDone($"现在是“{FalseFlow.Flow[row.State].Word}”", [new FalseRegistrationMoved(row.Number, row.Uscc, row.State.ToString()), .. events]);
    }

    internal static List<Problem> Decide(FalseRegistration row, FalseRegistrationForm form, Actor actor, DateOnly today)
    {
        var problems = new List<Problem>();
        if (form.Act is not ("accept" or "refuse" or "extend" or "announce" or "cancel" or "keep"))
            return [new("act", "请选择要办的事", nameof(form.Act))];
        problems.AddRange(FalseFlow.Flow.Move(row.State, form.Act).Problems);
        if (form.Act == "extend" && row.Extended)
            problems.Add(new("extended", "调查期限只能延长一次"));
        if (form.Act is "cancel" or "keep" && actor.AccountId == row.FirstById)
            problems.Add(new("two-persons", "决定须由受理人以外的另一人作出", null, "R-5.4"));
        if (form.Act == "cancel" && row.State == FalseState.Announced && today <= row.NoticeUntil)
            problems.Add(new("notice-runs", $"公告{ChinaTime.FullDay(row.NoticeUntil!.Value)}期满，期满没有异议才能撤销", null, "条例第四十条"));
        if (form.Act is not ("accept" or "announce") && NormalisedText.Text(form.Text).Length < 5)
            problems.Add(new("reason-required", "请写明理由，5个字以上", nameof(form.Text)));
        return problems;
    }
}

/// <summary>An objection of substance to the announcement keeps the registration.</summary>
internal sealed class FalseRegistrationOwner(AppDb db, TimeProvider clock) : INoticeOwner
{
    public IReadOnlyCollection<NoticeKind> Kinds { get; } = [NoticeKind.FalseRegistration];

    public Task<IReadOnlyList<IEvent>> ObjectedAsync(PublicNotice notice, NoticeObjection objection, CancellationToken ct) => Task.FromResult<IReadOnlyList<IEvent>>([]);

    public async Task<IReadOnlyList<IEvent>> DecidedAsync(PublicNotice notice, NoticeObjection objection, int open, CancellationToken ct)
    {
        if (objection.State != ObjectionState.Upheld || await db.Set<FalseRegistration>().SingleOrDefaultAsync(f => f.NoticeId == notice.Id, ct) is not { State: FalseState.Announced } row)
            return [];
        row.Move("keep");
        row.Conclusion = "公告期间异议成立";
        notice.Stop(clock.Today(), "异议成立，不予撤销");
        return [new FalseRegistrationMoved(row.Number, row.Uscc, row.State.ToString())];
    }
}
