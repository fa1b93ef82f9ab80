namespace Qishi.Kernel;

/// <summary>
/// Something that happened, named in the past tense. Stored for ever in the event log, so it never carries personal data:
/// ids, codes, states and digests only.
/// </summary>
public interface IEvent
{
    /// <summary>Key of the record it happened to, <c>kind:id</c>, e.g. <c>case:KB202611240001</c> or <c>entity:91…</c>.</summary>
    string Subject { get; }
}
