using Qishi.Kernel;

namespace Qishi.Modules.Identity.Model;

// Change history of accounts, staff and units. Ids and codes only: never a name, number or phone.

internal sealed record SignedIn(Guid AccountId, string Method) : AccountEvent(AccountId);

/// <param name="LoginKey">Keyed digest of what was typed as account.</param>
/// <param name="Why">Kind of refusal: <c>wrong</c>, <c>locked</c>, <c>source-locked</c>.</param>
internal sealed record SignInRefused(string LoginKey, string Why) : IEvent
{
    public string Subject => $"login:{LoginKey}";
}

internal sealed record SignedOut(Guid AccountId) : AccountEvent(AccountId);

internal sealed record SessionsEnded(Guid AccountId, int Count) : AccountEvent(AccountId);

internal sealed record PasswordChanged(Guid AccountId) : AccountEvent(AccountId);

internal sealed record PasswordReset(Guid AccountId) : AccountEvent(AccountId);

internal sealed record AuthenticatorEnrolled(Guid AccountId) : AccountEvent(AccountId);

internal sealed record AuthenticatorRemoved(Guid AccountId) : AccountEvent(AccountId);

internal sealed record MobileChanged(Guid AccountId) : AccountEvent(AccountId);

internal sealed record ApplicantRegistered(Guid AccountId, string Level) : AccountEvent(AccountId);

internal sealed record ApplicantVerified(Guid AccountId, string Level, string By) : AccountEvent(AccountId);

internal sealed record AccountDisabled(Guid AccountId) : AccountEvent(AccountId);

internal sealed record AccountEnabled(Guid AccountId) : AccountEvent(AccountId);

internal sealed record AccountUnlocked(Guid AccountId) : AccountEvent(AccountId);

internal sealed record StaffAdded(Guid AccountId, string StaffNo, string Duty) : AccountEvent(AccountId);

internal sealed record StaffPosted(Guid AccountId, Guid PostingId, string Unit, DateOnly From, DateOnly? To) : AccountEvent(AccountId);

internal sealed record PostingEnded(Guid AccountId, Guid PostingId, DateOnly To) : AccountEvent(AccountId);

internal sealed record RolesGranted(Guid AccountId, Guid PostingId, IReadOnlyList<string> Before, IReadOnlyList<string> After) : AccountEvent(AccountId);

internal sealed record OrgUnitAdded(string Code, string Kind) : IEvent
{
    public string Subject => $"unit:{Code}";
}

internal sealed record OrgUnitChanged(string Code, DateOnly From) : IEvent
{
    public string Subject => $"unit:{Code}";
}

internal sealed record OneTimeCodeSent(Guid CodeId, string Purpose) : IEvent
{
    public string Subject => $"code:{CodeId}";
}

internal sealed record AuditExported(Guid AccountId, int Rows) : AccountEvent(AccountId);

/// <summary>Something that happened to an account.</summary>
internal abstract record AccountEvent(Guid AccountId) : IEvent
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Subject => $"account:{AccountId}";
}

internal sealed record MachineClientAdded(string ClientId, IReadOnlyList<string> Scopes) : MachineEvent(ClientId);

internal sealed record MachineClientChanged(string ClientId, IReadOnlyList<string> Scopes, bool Disabled) : MachineEvent(ClientId);

internal sealed record MachineSecretChanged(string ClientId) : MachineEvent(ClientId);

/// <param name="ClientId">Client.</param>
/// <param name="Scopes">Scopes granted.</param>
internal sealed record MachineTokenIssued(string ClientId, IReadOnlyList<string> Scopes) : MachineEvent(ClientId);

/// <summary>Something that happened to a machine client.</summary>
internal abstract record MachineEvent(string ClientId) : IEvent
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Subject => $"machine:{ClientId}";
}
