using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.ImportScope;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

/// <summary>Import of the official catalogue: dry run, report, versions; items end and are never deleted. An app of its own, since the catalogue belongs to everybody.</summary>
public sealed class ScopeImportTests
{
    private const string Head = "代码,名称,类别,行业小类,许可事项,主管部门,通俗说法,说明,停用日期\n";

    private static readonly string File = Head
        + "F029,日用百货零售,一般,5211,,,百货,,\n"
        + "H001,餐饮服务,后置许可,6210,食品经营许可,MSA,,,\n"
        + "Z900,无人机喷洒服务,一般,0519,,,打药|飞防,,\n"
        + "Z901,没有这个行业的项目,一般,9999,,,,,\n"
        + "Z902,缺部门的许可,后置许可,6210,某许可,,,,\n"
        + "Z900,重复的代码,一般,0519,,,,,\n";

    [Theory, OnEachDatabase]
    public async Task Catalogue_IsTriedFirst_ThenPutInForce_Once(DatabaseKind kind)
    {
        await using var app = new TestApp(kind);
        using var client = await app.SignedInAsync("supervisor1");
        var answer = await client.PostFormAsync("/desk/scope-catalogue", new Dictionary<string, string?> { ["Edition"] = "2026年第3版", ["ValidFrom"] = "2026-01-01", ["Whole"] = "true" }, null,
            ("File", "目录.csv", Encoding.UTF8.GetBytes(File), "text/csv"));
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await answer.PageAsync()).Text());
        var url = answer.Headers.Location!.ToString();
        var text = (await client.GetPageAsync(url)).Text();
        foreach (var shown in new[] { "名称由“日用百货销售”改", "行业小类“9999”不在GB/T 4754-2017里", "许可项目要写主管部门代码", "代码Z900在文件里重复", "新增1项", "有问题3行" })
            Assert.Contains(shown, text, StringComparison.Ordinal);

        // Nothing is in force yet.
        Task<T> AskAsync<T>(Func<IRegistration, Task<T>> ask) => app.AsAsync(null, s => ask(s.GetRequiredService<IRegistration>()));
        Assert.Equal("日用百货销售", (await AskAsync(r => r.ScopeItemsAsync(["F029"], default))).Single().Name);
        var report = await client.GetByteArrayAsync(url + ".xlsx");
        Assert.Contains(new MemoryStream(report).Query().Cast<IDictionary<string, object?>>(), r => r.Values.Contains("代码Z900在文件里重复"));

        var before = await app.WithDbAsync(db => db.Set<ScopeItem>().CountAsync());
        var applied = await client.PostFormAsync(url, new Dictionary<string, string?>(), "apply");
        Assert.True(applied.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, (await applied.PageAsync()).Text());
        Assert.Equal("日用百货零售", (await AskAsync(r => r.ScopeItemsAsync(["F029"], default))).Single().Name);
        Assert.Contains("Z900", (await AskAsync(r => r.FindScopeAsync("飞防", 5, default))).Select(i => i.Code));
        Assert.DoesNotContain("F033", (await AskAsync(r => r.FindScopeAsync("服装", 20, default))).Select(i => i.Code));
        Assert.Contains(await AskAsync(r => r.ValidateAsync(Given.SoleTrader(d => d with { ScopeItems = ["F033"] }), Given.Day, default)), p => p.Code == "scope-ended");
        Assert.Equal(before + 1, await app.WithDbAsync(db => db.Set<ScopeItem>().CountAsync()));
        Assert.Equal("日用百货销售", await app.WithDbAsync(db => db.Set<ScopeItemPast>().Where(p => p.Code == "F029").Select(p => p.Name).SingleAsync()));

        var id = Guid.Parse(url.Split('/')[^1]);
        var again = await app.AsAsync(await app.ActorAsync("supervisor1"), s => s.GetRequiredService<ImportScopeHandler>().ApplyAsync(id, default));
        Assert.Equal("applied", again!.Value.Problems.Single().Code);
    }

    [Theory]
    [InlineData("目录.csv", "代码,名称\nF029,日用百货\n", "第一行缺少“类别”列")]
    [InlineData("目录.csv", Head, "文件里没有数据行")]
    [InlineData("目录.txt", Head, "请上传Excel（.xlsx）或者CSV")]
    [InlineData("目录.xlsx", "not a workbook", "文件打不开")]
    [InlineData("目录.csv", Head + "\"F029,没有合上的引号\n", "文件打不开")]
    public void File_ThatCannotBeRead_IsSaidSo(string name, string content, string sentence)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        Assert.StartsWith(sentence, CatalogueFile.Read(stream, name, ScopeRows.Heads).Problems.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Workbook_IsReadLikeCsv()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[] { ScopeRows.Heads.ToDictionary(h => h, h => (object)(h switch { "代码" => "F029", "名称" => "日用百货零售", "类别" => "一般", "行业小类" => 5211, _ => "" })) });
        stream.Position = 0;
        var rows = ScopeRows.Read(CatalogueFile.Read(stream, "目录.xlsx", ScopeRows.Heads).Value, Given.Ground().Catalogue, Given.Day, whole: false);
        Assert.Equal((RowEffect.Change, "F5211"), (rows.Single().Effect, rows.Single().Class4));
    }
}
