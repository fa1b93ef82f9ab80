using Qishi.Bench.Campaign;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Channels;

/// <summary>One real broker for all tests that need one; they run after each other.</summary>
[CollectionDefinition(Name)]
public sealed class BrokerCollection
{
    public const string Name = "broker";

    private static readonly Lazy<Task<OwnBroker>> Shared = new(OwnBroker.StartAsync);

    /// <summary>The broker, empty.</summary>
    internal static async Task<OwnBroker> EmptyAsync()
    {
        Assert.SkipWhen(OwnBroker.Missing is not null, OwnBroker.Missing ?? "");
        var broker = await Shared.Value;
        await broker.EmptyAsync();
        return broker;
    }
}
