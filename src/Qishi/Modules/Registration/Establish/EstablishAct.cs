using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Premises;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.Scope;

namespace Qishi.Modules.Registration.Establish;

/// <summary>
/// 设立登记 of every kind as an act of the register: the form and the papers follow from the matrix, the rules are those of every establishment, the grant writes the entity with its code and
/// its licence. Begun at the counter, where the persons are verified.
/// </summary>
internal sealed class EstablishAct(IRegistration registration, IDocuments documents) : IAct
{
    public const string Code = "establish";

    public ActInfo Info => new(Code, "设立登记", "任何一类主体从申请到发照。", "ESTABLISH", "准予设立登记通知书", "市场主体登记管理条例第十九条、第二十一条") { Order = 1, CounterOnly = true };

    /// <summary>Begins without an entity; on one that exists it is never offered. Once granted it names the entity it made.</summary>
    public IEnumerable<Problem> Hindrances(ActCase c) =>
        c.Entity is not null && c.Application.State is ApplicationState.Draft or ApplicationState.Returned && c.Application.EntityId is not null ? [new("other-kind", "这户已经登记")] : [];

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new(Fields(c));

    /// <summary>The form as fields of an act; moving in from another district fills the same.</summary>
    public static IReadOnlyList<ActField> Fields(ActCase c) => [.. EstablishFields.For(n => c.Answers[n], c.Ground).Select(f => new ActField(
        f.Name, f.Word, f.Shape switch
        {
            FormShape.Text => FieldShape.Text,
            FormShape.Day => FieldShape.Day,
            FormShape.Money => FieldShape.Money,
            FormShape.Choice => FieldShape.Choice,
            FormShape.Many => FieldShape.Many,
            FormShape.Select => FieldShape.Select,
            FormShape.Tick => FieldShape.Tick,
            _ => FieldShape.Line,
        }, f.Hint, f.Options, f.Now, f.Optional, f.Head)
    { AreaField = f.Name == "Detail" ? "Village" : null })];

    public async Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        var maker = new DraftOfAnswers(Answer(c), c.Ground);
        if (maker.Make() is not { } draft)
            return new([new("kind-required", "请选择办哪一种", "Kind")], [], [], []);
        var fields = EstablishFields.For(n => c.Answers[n], c.Ground);
        var problems = (await registration.ValidateAsync(draft, c.Ground.On, ct)).Select(p => maker.AtField(p, fields)).ToList();
        var checks = c.Application.IsOpen ? await registration.CheckAsync(draft, c.Ground.On, ct) : [];
        return new(problems, [.. KindBook.Of(draft.Kind).Papers.Select(p => new ActPaper(p.Code, p.Word, true, "实施细则第二十五条至第三十条")), .. PremisesForm.Papers(draft.Premises)], Lines(draft, c.Ground), checks)
        {
            Commitments = [.. draft.BeneficialOwner?.Way == BeneficialOwnerWay.Commit ? ["承诺符合受益所有人免报条件。"] : Array.Empty<string>(), .. PremisesForm.Commitments(draft.Premises)],
        };
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var draft = new DraftOfAnswers(Answer(c), c.Ground).Make() ?? throw new InvalidOperationException("The application names no kind.");
        var made = await registration.EstablishAsync(draft, c.Application.Number, at, ct);
        documents.Issue(new(DocumentKinds.LicenceOriginal, c.Application.Subject, "营业执照（正本）", made.Uscc, made.LicenceSlots));
        documents.Issue(new(DocumentKinds.LicenceDuplicate, c.Application.Subject, "营业执照（副本）", made.Uscc, made.LicenceSlots));
        (c.Application.EntityId, c.Application.Uscc, c.Application.Title) = (made.EntityId, made.Uscc, made.Name == Model.Entity.NoName ? Heads.Name(draft) : made.Name);
        return new("已准予设立登记，执照已生成", [made.Event], [$"统一社会信用代码：{made.Uscc}。"]);
    }

    /// <summary>How <c>review.singlePersonTypes</c> names what is to be established.</summary>
    public static string ReviewType(ActCase c) => new DraftOfAnswers(Answer(c), c.Ground).Make() is { } draft ? ReviewTypes.Of(draft) : "OTHER";

    // What the form shows beforehand counts as typed; what it does not ask for is not read.
    public static Func<string, string> Answer(ActCase c)
    {
        var fields = EstablishFields.For(n => c.Answers[n], c.Ground).ToDictionary(f => f.Name);
        return name => fields.TryGetValue(name, out var field) ? c.Answers[name] is { Length: > 0 } typed ? typed : field.Now ?? "" : "";
    }

    public static IReadOnlyList<ChangeLine> Lines(EntityDraft draft, Ground ground)
    {
        var sheet = KindBook.Of(draft.Kind);
        var items = draft.ScopeItems.Select(ground.Catalogue.Item).OfType<Model.ScopeItem>();
        return
        [
            new("名称", "", draft.Name?.Full ?? Model.Entity.NoName), new("类型", "", EntityTypes.Of(draft, ground.Catalogue).Word), new(sheet.HeadTitle, "", Heads.Name(draft)),
            .. draft.CapitalFen is { } fen && sheet.CapitalTitle is { } title ? new[] { new ChangeLine(title, "", Wording.CapitalText(fen, draft.Currency)) } : [],
            new(sheet.AddressTitle, "", NewEntity.Address(NormalisedText.Codes(draft.Premises.AreaCode), draft.Premises.Detail, ground)),
            new("经营范围", "", ScopeText.Of(items, new Dictionary<string, string>(), ground)),
        ];
    }
}
