using Qishi.Kernel;

namespace Qishi.Platform.Events;

/// <summary>A registered subscriber class and the event types it handles.</summary>
public sealed record SubscriberType(Type Type)
{
    public string Name => Type.Name;

    public IReadOnlyList<Type> Events { get; } =
        [.. Type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>)).Select(i => i.GetGenericArguments()[0])];
}
