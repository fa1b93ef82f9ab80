using System.Reflection;
using Qishi.Kernel;

namespace Qishi.Platform.Events;

/// <summary>A registered subscriber class and the event types it handles.</summary>
public sealed record SubscriberType(Type Type)
{
    private readonly Dictionary<Type, Func<object, IEvent, EventContext, CancellationToken, Task>> calls =
        Type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>)).Select(i => i.GetGenericArguments()[0]).ToDictionary(t => t, CallOf);

    public string Name => Type.Name;

    public IReadOnlyCollection<Type> Events => calls.Keys;

    internal bool Handles(Type type) => calls.ContainsKey(type);

    internal Task CallAsync(object subscriber, IEvent e, EventContext context, CancellationToken ct) => calls[e.GetType()](subscriber, e, context, ct);

    private static Func<object, IEvent, EventContext, CancellationToken, Task> CallOf(Type type) =>
        typeof(SubscriberType).GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .CreateDelegate<Func<object, IEvent, EventContext, CancellationToken, Task>>();

    private static Task Call<TEvent>(object subscriber, IEvent e, EventContext context, CancellationToken ct) where TEvent : IEvent =>
        ((IHandle<TEvent>)subscriber).HandleAsync((TEvent)e, context, ct);
}
