namespace Qishi.Modules.Registration.Contracts;

/// <summary>
/// Socket: what other modules know of an entity that bears on suspension and exit (abnormal list, pledges, litigation, taxes …). Registered by the module that
/// knows; the exit asks all of them. Without any, pages say that nothing is connected and a person must check.
/// </summary>
public interface IExitFacts
{
    /// <summary>What it knows of, in Chinese: 经营异常名录.</summary>
    string Name { get; }

    /// <summary>Facts that hold on a day; empty when there is nothing.</summary>
    Task<IReadOnlyList<ExitFact>> FindAsync(string uscc, DateOnly on, CancellationToken ct);
}

/// <param name="Kind">What it is.</param>
/// <param name="Sentence">What was found, for people.</param>
/// <param name="Since">Since when; null when unknown.</param>
/// <param name="Url">Record it rests on; null when none.</param>
public sealed record ExitFact(ExitFactKind Kind, string Sentence, DateOnly? Since = null, string? Url = null);

/// <summary>Facts that hinder an exit (条例 art. 33; 实施细则 art. 48) or a suspension.</summary>
public enum ExitFactKind
{
    /// <summary>经营异常名录.</summary>
    AbnormalList,
    /// <summary>严重违法失信名单.</summary>
    SeriousList,
    /// <summary>股权冻结.</summary>
    EquityFrozen,
    /// <summary>股权出质.</summary>
    EquityPledged,
    /// <summary>动产抵押.</summary>
    ChattelMortgaged,
    /// <summary>分支机构未注销.</summary>
    OpenBranch,
    /// <summary>对外投资.</summary>
    InvestsInOthers,
    /// <summary>行政处罚未执行完毕.</summary>
    UnexecutedPenalty,
    /// <summary>诉讼、仲裁.</summary>
    Litigation,
    /// <summary>立案调查.</summary>
    Investigation,
    /// <summary>行政强制.</summary>
    CoerciveMeasure,
    /// <summary>税务事项未结.</summary>
    TaxOpen,
    /// <summary>注销须经批准.</summary>
    ApprovalBound,
    /// <summary>上市股份有限公司.</summary>
    ListedCompany,
    /// <summary>承诺虚假.</summary>
    FalseCommitment,
    /// <summary>金融机构.</summary>
    FinancialInstitution,
    /// <summary>预付卡未结清.</summary>
    UnsettledPrepaid,
    /// <summary>法院协助执行.</summary>
    CourtAssistance,
    /// <summary>失联.</summary>
    LostContact,
}

/// <summary>Socket: permits an entity holds, cancelled together with its registration (证照同销, 行政许可法 art. 70). Registered by the module of permits.</summary>
public interface IPermitCancellation
{
    /// <summary>What it knows of: 双告知反馈的许可.</summary>
    string Knows { get; }

    /// <summary>It knows every permit there can be; otherwise a person looks for others.</summary>
    bool Whole => true;

    /// <summary>Permits in force on a day.</summary>
    Task<IReadOnlyList<HeldPermit>> ActiveAsync(string uscc, DateOnly on, CancellationToken ct);

    /// <summary>Orders the cancellation in the caller's transaction; the permit authority has until <paramref name="dueOn"/>.</summary>
    Task CancelAsync(string uscc, IReadOnlyList<string> permitIds, DateOnly dueOn, string applicationNumber, CancellationToken ct);
}

/// <param name="Id">Id at the permit authority.</param>
/// <param name="Name">食品经营许可证 JY….</param>
/// <param name="Department">Who granted it.</param>
/// <param name="BlockedBy">Why it cannot be cancelled now (an open penalty); null when it can.</param>
public sealed record HeldPermit(string Id, string Name, string Department, string? BlockedBy);

/// <summary>Socket: signs of entities that exist on paper only (no report, no tax, no contact), for the finder of dormant entities.</summary>
public interface IDormancySource
{
    /// <summary>What it knows of: 年度报告.</summary>
    string Name { get; }

    /// <summary>All findings of a day.</summary>
    Task<IReadOnlyList<DormancyFinding>> FindAsync(DateOnly on, CancellationToken ct);
}

/// <summary>Why an entity seems dormant, and since when.</summary>
public sealed record DormancyFinding(string Uscc, string Reason, DateOnly Since);
