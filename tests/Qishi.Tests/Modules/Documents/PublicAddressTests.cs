using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Qishi.Modules.Documents;
using Xunit;

namespace Qishi.Tests.Modules.Documents;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://market.example/", "http://[::]:5080", "/verify/1", "https://market.example/verify/1")]
    [InlineData(null, "http://[::]:5080", "/verify/1", "http://localhost:5080/verify/1")]
    [InlineData(null, "http://0.0.0.0:5080", "verify/1", "http://localhost:5080/verify/1")]
    [InlineData(null, null, "/verify/1", null)]
    [InlineData(null, null, "https://other.example/verify/1", "https://other.example/verify/1")]
    [InlineData("https://market.example", null, null, null)]
    public void Of_LeadsToTheConfiguredAddressFirst(string? configured, string? listening, string? path, string? expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Site:Address"] = configured }).Build();
        Assert.Equal(expected, new PublicAddress(configuration, new Listening(listening)).Of(path));
    }

    private sealed class Listening : IServer
    {
        public Listening(string? address)
        {
            var addresses = new ServerAddressesFeature();
            if (address is not null)
                addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public void Dispose() { }
    }
}
