using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Changes;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Premises;

/// <summary>一照多址备案: an enterprise files a further place in the county, or ends one, instead of a branch (R-11.10). The licence stays as it is.</summary>
internal sealed class ExtraPlaceAct(AppDb db, EntityReader reader, RegisterFactsReader facts, Addresses.AddressLibrary addresses) : IAct
{
    private const string Add = "add", End = "end", Act = "PlaceAct", Place = "Place";

    /// <summary>How the item is called in the history; without 场所 or 住所, which would say that the registered place moved.</summary>
    private const string Item = "一照多址";

    public ActInfo Info => new("places", "一照多址备案", "在本县内另有经营地点的，备案后不用办分支机构，执照不换。", "CHANGE", "准予备案通知书", "市场主体登记管理条例第十一条、第二十九条") { Order = 15 };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        foreach (var problem in ChangeAct.Changeable(c))
            yield return problem;
        if (c.Entity is not { } e)
            yield break;
        if (KindBook.Of(e.Kind) is { Family: KindFamily.Individual or KindFamily.Branch })
            yield return new("other-kind", "一照多址只供企业备案", null, "R-11.10");
        else if (!c.Ground.Rules.Flag("addr.multiPlace", c.Ground.On))
            yield return new("not-open", "本县没有开通一照多址备案。请办理分支机构登记", null, "R-11.10");
    }

    public async ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct)
    {
        if (c.Entity is null)
            return [];
        var held = await HeldAsync(c.Entity.Id, ct);
        List<ActField> fields = [new(Act, "办哪一样", FieldShape.Choice, "选好后点“保存，看下一步”", [new(Add, "增加一处"), .. held.Count > 0 ? new[] { new Option(End, "取消一处") } : []])];
        if (c.Answers[Act] == Add)
            fields.AddRange(ChangeFields.Premises((await reader.ReadAsync(c.Entity, ct)) with { Premises = new("", "", PremisesProof.TitleDeed) }, c.Answers, c.Ground, "另一处经营地点"));
        if (c.Answers[Act] == End)
            fields.Add(new(Place, "取消哪一处", FieldShape.Select, Options: [.. held.Select(p => new Option(p.Id.ToString(), p.Address))]));
        return fields;
    }

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        if (c.Entity is not { } e)
            return new([], [], [], []);
        var held = await HeldAsync(e.Id, ct);
        var before = string.Join('\n', held.Select(p => p.Address));
        switch (c.Answers[Act])
        {
            case End when held.FirstOrDefault(p => p.Id.ToString() == c.Answers[Place]) is { } ended:
                return new([], [], [new(Item, before, string.Join('\n', held.Where(p => p != ended).Select(p => p.Address)) is { Length: > 0 } rest ? rest : "无", Registered: false)], []);
            case End:
                return new([new("place-required", "请选择取消哪一处", Place)], [], [], []);
            case Add:
                var draft = await DraftAsync(c, ct);
                var known = await facts.PlaceAsync(draft, c.Ground, e.Id, ct);
                List<Problem> problems = [.. PremisesRules.Check(draft.Premises, e.Kind, c.Ground), .. PlaceRules.Check(draft, known.Negative, known.Host, c.Ground)];
                if (Key(draft.Premises) == e.AddressKey || held.Any(p => p.AddressKey == Key(draft.Premises)))
                    problems.Add(new("place-twice", "这个地址已经登记、备案过", "Premises.Detail", "R-11.10"));
                if (draft.Premises.Proof is PremisesProof.Hosted or PremisesProof.Network)
                    problems.Add(new("place-proof", "另一处经营地点须是实际经营的地方，不能用托管地址或者网络经营场所", "Premises.Proof", "R-11.10"));
                var papers = draft.Premises.Proof == PremisesProof.Commitment ? [] : new[] { new ActPaper("premises-proof", "这一处的使用证明", true, "条例第十六条") };
                return new([.. problems.Select(p => p.Field == "Premises.SelfBuiltFloors" ? p.At("Premises.Floors") : p)], [.. papers, .. PremisesForm.Papers(draft.Premises)],
                    [new(Item, before.Length > 0 ? before : "无", before + (before.Length > 0 ? "\n" : "") + Address(draft, c), Registered: false)],
                    [.. PremisesLines.Of(draft, known, c.Ground).Select(l => l.Judge(problems)), .. Licensed(draft, c)])
                { Commitments = [.. PremisesForm.Commitments(draft.Premises)] };
            default:
                return new([new("act-required", "请选择增加还是取消", Act)], [], [], []);
        }
    }

    /// <summary>What would be done at the further place; ending one is judged by its checks alone.</summary>
    public async Task<EntityDraft?> AfterAsync(ActCase c, CancellationToken ct) => c.Answers[Act] == Add ? await DraftAsync(c, ct) : null;

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var (e, on, sheet) = (c.Entity!, ChinaTime.DayOf(at), await JudgeAsync(c, ct));
        db.AddRange(EntityChange.Of(e.Id, c.Application.Number, sheet.Lines, at));
        IEvent done;
        if (c.Answers[Act] == End)
        {
            var id = Guid.Parse(c.Answers[Place]);
            var ended = await db.Set<ExtraPlace>().SingleAsync(p => p.Id == id && p.EntityId == e.Id, ct);
            ended.EndedOn = on;
            done = new ExtraPlaceEnded(ended.Id, e.Uscc);
        }
        else
        {
            var draft = await DraftAsync(c, ct);
            var code = NormalisedText.Codes(draft.Premises.AreaCode);
            var place = new ExtraPlace
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(at)),
                EntityId = e.Id,
                AreaCode = code,
                Detail = NormalisedText.Text(draft.Premises.Detail),
                Address = Address(draft, c),
                AddressKey = Key(draft.Premises),
                Station = (await addresses.LocateAsync(code, draft.Premises.Detail, c.Ground.On, ct))?.Station ?? c.Ground.Catalogue.Area(code)?.Station,
                Proof = draft.Premises.Proof,
                FiledOn = on,
                Number = c.Application.Number,
            };
            db.Add(place);
            done = new ExtraPlaceFiled(place.Id, e.Uscc, place.Proof == PremisesProof.Commitment, draft.Premises is { Residential: true, Consent: OwnersConsent.Committed });
        }

        var items = new EntityItemsChanged(e.Uscc, e.Edition, [Item], null);
        return new(done is ExtraPlaceFiled ? "已准予备案，执照不用换" : "已取消备案", [items, done], done is ExtraPlaceFiled ? ["在备案的经营地点从事许可经营的，须按地点分别取得许可证，取得后方可经营。"] : []);
    }

    // The address is the further one; what is done there is what the licence says.
    private async Task<EntityDraft> DraftAsync(ActCase c, CancellationToken ct)
    {
        var now = await reader.ReadAsync(c.Entity!, ct);
        return now with { Premises = ChangeForm.PremisesOf(c.Answers, new("", "", PremisesProof.TitleDeed)) };
    }

    private static IEnumerable<RuleCheck> Licensed(EntityDraft draft, ActCase c)
    {
        var licensed = draft.ScopeItems.Select(c.Ground.Catalogue.Item).OfType<ScopeItem>().Where(i => i.Kind != ScopeKind.General).Select(i => i.Name).ToList();
        yield return licensed.Count == 0
            ? new("R-11.10", CheckOutcome.Pass, "许可经营", "没有许可经营项目", c.Ground.Basis("addr.multiPlace"))
            : new("R-11.10", CheckOutcome.Note, "许可经营", $"“{string.Join("”“", licensed)}”在这一处经营的，须另行取得许可证。请告知申请人", c.Ground.Basis("addr.multiPlace"));
    }

    private Task<List<ExtraPlace>> HeldAsync(Guid entity, CancellationToken ct) =>
        db.Set<ExtraPlace>().AsNoTracking().Where(p => p.EntityId == entity && p.EndedOn == null).OrderBy(p => p.FiledOn).ThenBy(p => p.Id).ToListAsync(ct);

    private static string Key(PremisesDraft place) => PremisesRules.Key(NormalisedText.Codes(place.AreaCode), place.Detail);

    private static string Address(EntityDraft draft, ActCase c) => NewEntity.Address(NormalisedText.Codes(draft.Premises.AreaCode), draft.Premises.Detail, c.Ground);
}
