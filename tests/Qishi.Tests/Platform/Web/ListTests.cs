using Microsoft.AspNetCore.Http;
using Qishi.Platform.Web;
using Xunit;

namespace Qishi.Tests.Platform.Web;

public sealed class ListTests
{
    [Theory]
    [InlineData("2026-11-24", "2026-11-24")]
    [InlineData(" 2026年11月24日 ", "2026-11-24")]
    [InlineData("20261124", "2026-11-24")]
    [InlineData("２０２６－１１－２４", "2026-11-24")]
    [InlineData("2026.1.5", "2026-01-05")]
    [InlineData("11.24", "2026-11-24")]
    [InlineData("2.29", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("昨天", null)]
    [InlineData(null, null)]
    public void TypedDate_ReadsWhatPeopleType(string? typed, string? day) =>
        Assert.Equal(day, TypedDate.TryParse(typed, new DateOnly(2026, 11, 24), out var read) ? $"{read:yyyy-MM-dd}" : null);

    [Theory]
    [InlineData("?page=3&size=20&sort=-due&state=accepted", "page", "4", "/list?size=20&sort=-due&state=accepted&page=4")]
    [InlineData("?page=3&state=accepted", "state", null, "/list")]
    [InlineData("?page=3", "sort", "due", "/list?sort=due")]
    public void ListQuery_ChangingOneThing_KeepsTheRestAndGoesToPageOne(string query, string name, string? value, string url) => Assert.Equal(url, Query(query).With(name, value));

    [Theory]
    [InlineData("?page=-1&size=7", 1, 50)]
    [InlineData("?page=99999999&size=100", 100, 100)]
    [InlineData("?page=abc", 1, 50)]
    public void ListQuery_OddNumbers_AreBrought_IntoRange(string query, int page, int size) => Assert.Equal((page, size), (Query(query).Page, Query(query).Size));

    private static ListQuery Query(string query)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/list";
        http.Request.QueryString = new QueryString(query);
        return ListQuery.From(http);
    }
}
