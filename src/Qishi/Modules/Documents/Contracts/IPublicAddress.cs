namespace Qishi.Modules.Documents.Contracts;

/// <summary>The address QR codes lead to; never the host a request names.</summary>
public interface IPublicAddress
{
    /// <summary>A path as a full address; null when the public address is not known.</summary>
    string? Of(string? path);
}
