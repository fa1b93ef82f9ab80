using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Establish;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Relocation;

/// <summary>
/// 迁入 (条例 art. 27, 实施细则 art. 62; ): an entity of another district applies here, at the destination, before it moves. It keeps its code and its day of establishment; the new place, the
/// name in this city and everything else are judged by the rules of establishment; the archive follows within three months. Who once moved out from here comes back to its own file: number of
/// licences, history and archive go on.
/// </summary>
internal sealed class MoveInAct(
    AppDb db, Register registration, IDocuments documents, NameBook book, NameLibrary library, ArchiveDesk archives, EntityReader reader, EntityRewriter rewriter, LicenceReissue reissue, Addresses.AddressLibrary addresses, FieldCipher cipher) : IAct
{
    public const string Code = "move-in";

    public ActInfo Info => new(Code, "迁入登记", "外地企业迁到本县，先在这里申请；代码和成立日期不变。", "MOVE", "准予迁入登记通知书", "市场主体登记管理条例第二十七条、实施细则第六十二条") { Order = 2, CounterOnly = true };

    public IEnumerable<Problem> Hindrances(ActCase c) =>
        c.Application.State is ApplicationState.Draft or ApplicationState.Returned && c.Application.EntityId is not null ? [new("other-kind", "这户已经在本局登记")] : [];

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(
    [
        new("Moving.Code", "统一社会信用代码", FieldShape.Line, Head: "从哪里迁来"), new("Moving.EstablishedOn", "成立日期", FieldShape.Day), new("Moving.Authority", "迁出地登记机关", FieldShape.Line),
        .. EstablishAct.Fields(c),
    ]);

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Problem> problems = [];
        var code = NormalisedText.Codes(c.Answers["Moving.Code"]);
        var parsed = Uscc.Parse(code);
        problems.AddRange(parsed.Problems.Select(p => p.At("Moving.Code")));
        var known = parsed.Ok && c.Application.EntityId is null ? await db.Set<Entity>().AsNoTracking().FirstOrDefaultAsync(e => e.Uscc == code, ct) : null;
        if (known is { Status: not EntityStatus.MovedOut })
            problems.Add(new("known-here", known.Active ? "这户已经在本局登记，住所变化请办变更登记" : $"这户在本局{Wording.Statuses[known.Status].Word}，不能迁入", "Moving.Code", "R-0.8"));
        var established = ChangeForm.Day(c.Answers, "Moving.EstablishedOn", "成立日期", c.Today, problems);
        if (established > c.Today)
            problems.Add(new("established-later", "成立日期晚于今天。请检查", "Moving.EstablishedOn"));
        if (known is { Status: EntityStatus.MovedOut } && established is { } said && said != known.EstablishedOn)
            problems.Add(new("established-other", $"这户从本局迁出，档案记载的成立日期是{ChinaTime.FullDay(known.EstablishedOn)}。请核对", "Moving.EstablishedOn", "R-0.8"));
        if (!c.Answers.Has("Moving.Authority"))
            problems.Add(new("authority-required", "请填写迁出地登记机关", "Moving.Authority", "R-0.8"));
        var maker = new DraftOfAnswers(EstablishAct.Answer(c), c.Ground);
        if (maker.Make() is not { } draft)
            return new([.. problems, new("kind-required", "请选择办哪一种", "Kind")], [], [], []);
        if (parsed.Ok && code[1] != KindBook.Of(draft.Kind).Category)
            problems.Add(new("code-kind", $"代码第二位说明它不是{KindBook.Of(draft.Kind).Word}。请检查类型和代码", "Moving.Code", "R-2.1"));
        var fields = EstablishFields.For(n => c.Answers[n], c.Ground);
        // The place and the name are judged by today's rules, the days of contribution by those of the day it was established.
        var found = (await registration.ValidateAsync(draft, c.Ground.On, known?.Id, ct)).Where(p => p.Rule != "R-1.11");
        if (established is { } day && day <= c.Today)
            found = found.Concat((await registration.ValidateAsync(draft, day, known?.Id, ct)).Where(p => p.Rule == "R-1.11"));
        problems.AddRange(found.Select(p => maker.AtField(p, fields)));
        var checks = c.Application.IsOpen ? await registration.CheckAsync(draft, c.Ground.On, known?.Id, ct) : [];
        return new(problems,
            [
                new("application", "迁入（变更登记）申请书", true, "实施细则第六十二条"), new("resolution", "变更住所的决议或者决定", true, "实施细则第三十二条"), new("old-licence", "原营业执照正本、副本", true, "条例第三十七条"),
                new("premises-proof", "新住所的相关文件", draft.Premises.Proof != PremisesProof.Commitment, "条例第十六条"), .. Premises.PremisesForm.Papers(draft.Premises),
            ],
            [new("登记机关", c.Answers.Text("Moving.Authority"), known is { Status: EntityStatus.MovedOut } ? "本局（迁回，档案接续）" : "本局"), .. EstablishAct.Lines(draft, c.Ground)], [.. checks.Where(k => k.Id != "R-1.11"), new("R-0.8", CheckOutcome.NeedsPerson, "迁入", "请与迁出地登记机关核对没有未办结的登记、查封和立案", "市场主体登记管理条例第二十七条")])
        { Commitments = [.. Premises.PremisesForm.Commitments(draft.Premises)] };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var draft = new DraftOfAnswers(EstablishAct.Answer(c), c.Ground).Make() ?? throw new InvalidOperationException("The application names no kind.");
        var established = ChangeForm.Day(c.Answers, "Moving.EstablishedOn", "", c.Today, [])!.Value;
        var code = NormalisedText.Codes(c.Answers["Moving.Code"]);
        var left = await db.Set<Entity>().SingleOrDefaultAsync(x => x.Uscc == code, ct);
        if (draft.Name is not null && !KindBook.Of(draft.Kind).IsBranch)
        {
            await book.TakeTurnAsync(NameRules.Clean(draft.Name), draft.Kind, c.Ground, ct);
            if (await library.TakenAsync(NameRules.Clean(draft.Name), draft.Kind, c.Ground, new OwnName(left?.Id, null), ct) is { } taken)
                throw new NameTakenException(taken);
        }

        if (left is not null)
            return await ReturnAsync(left, draft, c, at, ct);
        var made = NewEntity.From(draft, code, c.Application.Number, ChinaTime.ToUtc(established, new TimeOnly(12, 0)), c.Ground, cipher);
        var e = made.Entity;
        e.Begin(at);
        await addresses.PutAsync(e, c.Ground.On, ct);
        var licence = LicenceIssue.Of(e, 1, draft.Duplicates, at, c.Ground);
        db.AddRange([.. made.Rows, licence.Row]);
        documents.Issue(new(DocumentKinds.LicenceOriginal, c.Application.Subject, "营业执照（正本）", e.Uscc, licence.Slots));
        documents.Issue(new(DocumentKinds.LicenceDuplicate, c.Application.Subject, "营业执照（副本）", e.Uscc, licence.Slots));
        (c.Application.EntityId, c.Application.Uscc, c.Application.Title) = (e.Id, e.Uscc, e.Name == Entity.NoName ? e.HeadName : e.Name);
        var authority = c.Answers.Text("Moving.Authority");
        var due = await archives.OpenAsync(e, c, incoming: true, authority, c.Application.Number, at, ct);
        return new("已准予迁入，执照已换发", [new EntityMovedIn(e.Uscc, e.Kind, c.Application.Number, authority, licence.Row.Id)], [$"请凭本通知书到{authority}办理迁出，登记档案在{due}前移交本局。", $"统一社会信用代码{e.Uscc}、成立日期{ChinaTime.FullDay(e.EstablishedOn)}不变。"]);
    }

    // 迁回: the row that moved out goes on with what is so now; the next number of its licences, and its history, follow on what is here.
    private async Task<ActEffect> ReturnAsync(Entity e, EntityDraft draft, ActCase c, DateTime at, CancellationToken ct)
    {
        if (e.Status != EntityStatus.MovedOut)
            throw new DbUpdateConcurrencyException($"{e.Uscc} came back meanwhile.");
        var (before, authority) = (await reader.ReadAsync(e, ct), c.Answers.Text("Moving.Authority"));
        var moved = EntityStatusFlow.Move(db, e, EntityStatus.Registered, $"从{authority}迁回", at);
        // The state before was kept by the move; these lines say what differs from it, without a state of their own.
        var lines = ChangeLines.Between(before, draft, c.Ground);
        await rewriter.ApplyAsync(e, before, draft, [.. lines.Select(l => l with { Registered = false, Printed = false })], c.Application.Number, "迁回", at, c.Ground, ct);
        if (draft.Name is not null && NewEntity.LockOf(NameRules.Clean(draft.Name), draft.Kind, c.Ground) is { } name)
            e.Relock(name);
        var licence = await reissue.IssueAsync(e, at, c.Ground, ct);
        // The paper issued before the move was handed in there.
        foreach (var paper in db.ChangeTracker.Entries<Licence>().Where(l => l.Entity.EntityId == e.Id && l.Entity.ReplacedAt == at))
            paper.Entity.BackAskedOn = null;
        (c.Application.EntityId, c.Application.Uscc, c.Application.Title) = (e.Id, e.Uscc, e.Name == Entity.NoName ? e.HeadName : e.Name);
        string archive;
        if (await archives.KeepAsync(e, at, ct))
            archive = "原登记档案没有移交，继续留在本局。";
        else
            archive = $"请凭本通知书到{authority}办理迁出，登记档案在{await archives.OpenAsync(e, c, incoming: true, authority, c.Application.Number, at, ct)}前移交本局，与原档案合并。";
        return new("已准予迁回，执照已换发", [moved, new EntityMovedIn(e.Uscc, e.Kind, c.Application.Number, authority, licence)], [archive, $"统一社会信用代码{e.Uscc}、成立日期{ChinaTime.FullDay(e.EstablishedOn)}不变，原登记档案接续。"]);
    }
}
