namespace Qishi.Platform.Messaging;

/// <summary>The way out for SMS and e-mail: a provider's adapter, or the demo's that keeps everything in the house.</summary>
public interface IMessageGateway
{
    /// <summary>Hands one message over. Throws when it was not taken; it is then tried again, so a provider must be given <paramref name="id"/> to tell repeats apart.</summary>
    Task SendAsync(Guid id, string to, string text, CancellationToken ct);
}

/// <summary>Sends nothing: messages are read on the demo's inbox page.</summary>
internal sealed class DemoMessageGateway : IMessageGateway
{
    public Task SendAsync(Guid id, string to, string text, CancellationToken ct) => Task.CompletedTask;
}
