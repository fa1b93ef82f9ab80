using System.Net;
using Qishi.Modules.Exchange;
using Qishi.Modules.Exchange.Deliver;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Deliver;

public sealed class OutboundAllowListTests
{
    [Theory]
    [InlineData("10.8.0.5", true)]
    [InlineData("192.168.3.4", true)]
    [InlineData("203.0.113.7", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("fd00::5", true)]
    public void Address_IsAllowedOnlyWhereADepartmentCanLive(string address, bool allowed) => Assert.Equal(allowed, OutboundAllowList.IsAllowed(IPAddress.Parse(address), allowLoopback: false));

    [Fact]
    public void Loopback_OnlyWhenConfigured() => Assert.True(OutboundAllowList.IsAllowed(IPAddress.Loopback, allowLoopback: true));

    [Theory]
    [InlineData("http://seal.example:8080/hand-overs", true)]
    [InlineData("http://seal.example/hand-overs", false)]
    [InlineData("http://seal.example:8080@evil.example/", false)]
    [InlineData("http://seal.example.evil.example:8080/", false)]
    [InlineData("http://evil.example/?seal.example:8080", false)]
    public async Task Host_MustBeOnTheListExactly(string url, bool allowed)
    {
        using var gate = new OutboundAllowList(new ExchangeOptions { AllowedHosts = ["seal.example:8080"] }) { InnerHandler = new Answers() };
        using var invoker = new HttpMessageInvoker(gate);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (allowed)
            Assert.Equal(HttpStatusCode.OK, (await invoker.SendAsync(request, default)).StatusCode);
        else
            await Assert.ThrowsAsync<HttpRequestException>(() => invoker.SendAsync(request, default));
    }

    private sealed class Answers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
