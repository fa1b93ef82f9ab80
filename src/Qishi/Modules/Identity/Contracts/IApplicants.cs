using Qishi.Kernel;

namespace Qishi.Modules.Identity.Contracts;

/// <summary>People who apply.</summary>
public interface IApplicants
{
    /// <summary>The applicant of an account; null when the account is not an applicant's.</summary>
    Task<ApplicantCard?> FindAsync(Guid accountId, CancellationToken ct);

    /// <summary>
    /// Verifies a person's name against the ID number (real-name step, rulebook A ). The demo has no link to the public-security service and
    /// says so wherever it is used: it checks the number only.
    /// </summary>
    Task<Result<RealNameLevel>> VerifyAsync(string name, string idNumber, CancellationToken ct);
}

/// <summary>How surely we know a person. PhoneOnly: a code was answered; RealName: name and number agree.</summary>
public enum RealNameLevel { None, PhoneOnly, RealName }

/// <param name="AccountId">Account.</param>
/// <param name="Name">Full name; personal data.</param>
/// <param name="IdNumber">Citizen ID number, null until verified; personal data.</param>
/// <param name="Mobile">Mobile; personal data.</param>
/// <param name="Level">Real-name level.</param>
public sealed record ApplicantCard(Guid AccountId, string Name, string? IdNumber, string Mobile, RealNameLevel Level);
