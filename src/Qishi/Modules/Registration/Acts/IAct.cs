using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Acts;

/// <summary>
/// Socket: one kind of act on the register. The mechanism around it (application, states, clocks, papers, pages, two persons, notices) is the same for all;
/// the act says what is asked, what is wrong with it, what would change, and carries it out. Register it as <c>IAct</c>.
/// </summary>
internal interface IAct
{
    ActInfo Info { get; }

    /// <summary>Why this entity cannot begin the act now; empty when it may. Asked again at every step.</summary>
    IEnumerable<Problem> Hindrances(ActCase c) => [];

    /// <summary>What is asked, with what was typed so far; fields may depend on earlier answers.</summary>
    ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new([]);

    /// <summary>Everything the applicant and the registrar need to know: problems, papers, what changes, rule checks. Changes nothing.</summary>
    Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct);

    /// <summary>The entity as it would be on the register; null where the act changes none of its items. Automatic approval looks at it .</summary>
    Task<EntityDraft?> AfterAsync(ActCase c, CancellationToken ct) => Task.FromResult<EntityDraft?>(null);

    /// <summary>Carries the act out in the open transaction, on what <see cref="JudgeAsync"/> found right in the same transaction. The caller saves.</summary>
    Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct);

    /// <summary>Address of the act's own form page, where fields as data are not enough; null for the common page.</summary>
    string? FormUrl(RegistrationApplication application) => null;
}

/// <param name="Code">Stable code, e.g. <c>change</c>.</param>
/// <param name="Word">变更登记.</param>
/// <param name="Lead">One sentence for the applicant: when to choose it and what it leads to.</param>
/// <param name="ReviewType">Ending of the type in <c>review.singlePersonTypes</c>: CHANGE, CANCEL, ESTABLISH …</param>
/// <param name="GrantTitle">Title of the notice: 准予变更登记通知书.</param>
/// <param name="Basis">Article.</param>
internal sealed record ActInfo(string Code, string Word, string Lead, string ReviewType, string GrantTitle, string Basis)
{
    /// <summary>Only clerks begin it (an act on somebody else's decision, e.g. a move of the archive).</summary>
    public bool CounterOnly { get; init; }

    /// <summary>The entity's own publication: carried out at submission, nobody decides it.</summary>
    public bool SelfService { get; init; }

    /// <summary>Order among the acts offered.</summary>
    public int Order { get; init; } = 100;
}

/// <summary>An application with its entity and the rules of its day (R-0.1: of acceptance, else of today).</summary>
internal sealed record ActCase(RegistrationApplication Application, Entity? Entity, Ground Ground, DateTime Now)
{
    public Answers Answers { get; } = Answers.Read(Application.Input);
    public DateOnly Today => ChinaTime.DayOf(Now);

    /// <summary>Day the applicant applied, or today.</summary>
    public DateOnly AppliedOn => Application.SubmittedAt is { } at ? ChinaTime.DayOf(at) : Today;
}

public enum FieldShape { Line, Text, Day, Money, Choice, Many, Select, Tick }

/// <param name="Name">Name on the wire and in <see cref="Answers"/>; a problem names it as its field.</param>
/// <param name="Word">Label.</param>
/// <param name="Shape">Control.</param>
/// <param name="Hint">Hint below the label.</param>
/// <param name="Options">Choices.</param>
/// <param name="Now">What stands on the register: shown until something else is typed.</param>
/// <param name="Optional">May stay empty.</param>
/// <param name="Head">Heading before the field; null for none.</param>
public sealed record ActField(
    string Name, string Word, FieldShape Shape, string? Hint = null, IReadOnlyList<Option>? Options = null, string? Now = null, bool Optional = false, string? Head = null)
{
    /// <summary>Field of the village, when this one is an address: standard addresses are suggested while one types.</summary>
    public string? AreaField { get; init; }

    /// <summary>Kept sealed and shown masked: identity numbers and mobiles.</summary>
    public bool Secret => Name.EndsWith("IdNumber", StringComparison.Ordinal) || Name.EndsWith("Mobile", StringComparison.Ordinal);
}

/// <param name="Code">Kind of material, e.g. <c>resolution</c>.</param>
/// <param name="Word">股东会决议.</param>
/// <param name="Required">Must be there before submitting.</param>
/// <param name="Basis">Where the law asks for it.</param>
/// <param name="Tolerable">May come later under a commitment (R-10.2: essential papers never).</param>
internal sealed record ActPaper(string Code, string Word, bool Required, string Basis, bool Tolerable = false);

/// <summary>One item before and after. <paramref name="Registered"/> items are published; filed ones are shown to staff and the entity.</summary>
public sealed record ChangeLine(string Item, string Before, string After, bool Registered = true, bool Printed = false);

/// <summary>What <see cref="IAct.JudgeAsync"/> found.</summary>
internal sealed record ActSheet(IReadOnlyList<Problem> Problems, IReadOnlyList<ActPaper> Papers, IReadOnlyList<ChangeLine> Lines, IReadOnlyList<RuleCheck> Checks)
{
    /// <summary>Sentences the applicant commits to; printed in the application.</summary>
    public IReadOnlyList<string> Commitments { get; init; } = [];

    /// <summary>Who signs the application where the law names somebody: a new legal representative .</summary>
    public string? SignedBy { get; init; }

    /// <summary>Applied for after the legal limit .</summary>
    public bool Late { get; init; }
}

/// <summary>What an act did: events for the log (the first of them names the process), the licence issued anew, paragraphs for the notice.</summary>
internal sealed record ActEffect(string Sentence, IReadOnlyList<IEvent> Events, IReadOnlyList<string> NoticeLines);

/// <summary>All acts by code.</summary>
internal sealed class ActList(IEnumerable<IAct> acts)
{
    public IReadOnlyList<IAct> All { get; } = [.. acts.OrderBy(a => a.Info.Order)];

    public IAct this[string code] => All.FirstOrDefault(a => a.Info.Code == code) ?? throw new InvalidOperationException($"There is no act “{code}”.");

    public IAct? Find(string? code) => All.FirstOrDefault(a => a.Info.Code == code);
}
