using Qishi.Platform.Data;
using Xunit;

namespace Qishi.Tests.Support;

public sealed class SmokeTests
{
    [Theory, OnEachDatabase]
    public async Task Home_OnAFreshDatabase_Answers(DatabaseKind kind)
    {
        using var client = TestApp.Shared(kind).CreateClient();
        var html = await client.GetStringAsync("/");
        Assert.Contains("开店办照", html, StringComparison.Ordinal);
    }
}
