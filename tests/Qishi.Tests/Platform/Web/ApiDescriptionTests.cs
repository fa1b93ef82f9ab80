using System.Net;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Platform.Web;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Document_DescribesTheInterfaceAndNothingElse()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        var text = await client.GetStringAsync("/api/openapi/v1.json");
        foreach (var path in new[] { "/api/v1/startups", "/api/v1/entities/{uscc}", "/api/v1/licences/verify", "/api/v1/deadlines", "/api/v1/codes/check" })
            Assert.Contains($"\"{path}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/desk", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_IsThereInTheDemo()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        using var page = await client.GetAsync("/api/docs/v1");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("api/openapi/v1.json", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
