using Qishi.Kernel;

namespace Qishi.Modules.Worklist.Contracts;

/// <summary>Somebody took the next item of the queue .</summary>
/// <param name="Id">Item.</param>
/// <param name="Key">Its key, which names the record.</param>
/// <param name="Account">Who took it.</param>
public sealed record WorkItemTaken(Guid Id, string Key, Guid Account) : IEvent
{
    /// <inheritdoc/>
    public string Subject => "work-item:" + Id.ToString("N");
}
