using Qishi.Kernel;

namespace Qishi.Modules.Licences.Contracts;

/// <summary>An electronic licence was signed (条例 art. 22).</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="No">Number of the licence.</param>
/// <param name="Digest">SM3 of the signed text.</param>
/// <param name="Certificate">Fingerprint of the bureau's certificate.</param>
public sealed record ElectronicLicenceSigned(string Uscc, int No, string Digest, string Certificate) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An electronic licence follows the register: superseded, frozen, void, or in force again .</summary>
/// <param name="Uscc">Credit code.</param>
/// <param name="No">Number of the licence.</param>
/// <param name="State">State now.</param>
public sealed record ElectronicLicenceFollowed(string Uscc, int No, string State) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A code was shown, or a licence taken as a file.</summary>
/// <param name="Use">Row of the log of uses.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Purpose">What for.</param>
public sealed record ElectronicLicenceUsed(Guid Use, string Uscc, string Kind, string Purpose) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>A code was checked; says nothing of who asked.</summary>
/// <param name="Uscc">Credit code; null when the code could not be read.</param>
/// <param name="Result">What was found.</param>
public sealed record ElectronicLicenceChecked(string? Uscc, string Result) : IEvent
{
    /// <inheritdoc/>
    public string Subject => Uscc is null ? "licence:unknown" : "entity:" + Uscc;
}

/// <summary>The holder let somebody use the licence .</summary>
/// <param name="Grant">Grant.</param>
/// <param name="Uscc">Credit code.</param>
/// <param name="Role">Manager or Clerk.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record LicenceUseGranted(Guid Grant, string Uscc, string Role, DateOnly From, DateOnly To) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>The holder took it back.</summary>
/// <param name="Grant">Grant.</param>
/// <param name="Uscc">Credit code.</param>
public sealed record LicenceUseRevoked(Guid Grant, string Uscc) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Uscc;
}

/// <summary>An electronic seal took a step .</summary>
/// <param name="Seal">Seal.</param>
/// <param name="Owner">Credit code, or the bureau.</param>
/// <param name="Move">What was done.</param>
/// <param name="State">State now.</param>
public sealed record ElectronicSealMoved(Guid Seal, string Owner, string Move, string State) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Owner;
}

/// <summary>A file was sealed.</summary>
/// <param name="Use">Row of the log of seal uses.</param>
/// <param name="Owner">Credit code, or the bureau.</param>
/// <param name="EsId">Seal.</param>
/// <param name="Digest">SM3 of the sealed file.</param>
public sealed record FileSealed(Guid Use, string Owner, string EsId, string Digest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "entity:" + Owner;
}

/// <summary>A sealed file was checked; says nothing of the file or of who asked.</summary>
/// <param name="Seals">Seals found.</param>
/// <param name="Result">The worst result.</param>
public sealed record SealedFileChecked(int Seals, string Result) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "sealed-file:check";
}
