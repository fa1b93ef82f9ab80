using System.Text;
using Qishi.Modules.Exchange.Contracts;
using Amqp = RabbitMQ.Client;

namespace Qishi.Modules.Exchange.Channels.RabbitMq;

/// <summary>How a signed message looks in a queue: the body as it is, the signature's headers as message headers, the key as message id.</summary>
internal static class RabbitMessages
{
    public static Amqp.BasicProperties Properties(WireSignature signature, string key) => new()
    {
        Persistent = true,
        ContentType = "application/json",
        MessageId = key,
        Headers = signature.Headers.ToDictionary(h => h.Key, h => (object?)h.Value),
    };

    /// <summary>The signature of a message; null when a header is missing or unreadable.</summary>
    public static WireSignature? Signature(Amqp.IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers ? WireSignature.Read(name => headers.TryGetValue(name, out var value) ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value as string : null) : null;
}
