using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Operations;

public sealed class ParameterWordsTests
{
    [Theory, OnEachDatabase]
    public async Task List_IsFoundByName_AndShowsNoCodeWhereAWordIs(DatabaseKind kind)
    {
        using var client = await TestApp.Shared(kind).SignedInAsync("registrar1");
        var row = Assert.Single((await client.GetPageAsync("/admin/parameters?q=" + Uri.EscapeDataString("单人审查的股东"))).QuerySelectorAll("main tbody tr"));
        Assert.Contains("可以单人审查的股东人数上限", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("人", row.Children[2].TextContent.Trim());
    }
}
