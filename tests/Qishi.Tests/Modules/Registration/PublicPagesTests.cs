using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Modules.Registration.SearchEntities;
using Qishi.Modules.Registration.VerifyLicence;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Registration;

public sealed class PublicPagesTests
{
    [Theory, OnEachDatabase]
    public async Task Search_ByTwoCharactersOfTheName_FindsIt_WithoutPersons(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var draft = Given.SoleTrader();
        var made = await Given.EstablishedAsync(app, draft);
        using var client = app.CreateClient();
        foreach (var words in new[] { draft.Name!.TradeName[..2], draft.Name.TradeName, draft.Name.Full, draft.Name.TradeName + "米粉店", made.Uscc, made.Uscc.ToLowerInvariant() })
        {
            var page = await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString(words));
            Assert.Contains(draft.Name.Full, page.Text(), StringComparison.Ordinal);
            Assert.Contains("清河镇", page.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain("梁小河", page.Text(), StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Search_FindsWhatPlainReadingFinds_AlsoWithRareCharacters_AndTheNewNameAfterAChange(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        // The last two characters are beyond the basic plane: two code units each.
        var (head, old, other) = (Given.TradeName()[..2], "𬭚𠮷记", "𬭚𠮷号");
        var made = await Given.EstablishedAsync(app, Given.SoleTrader(d => d with { Name = Given.Name(head + old) }));
        await Given.EstablishedAsync(app, Given.SoleTrader(d => d with { Name = Given.Name(head + Given.TradeName()) }));
        await EachPartFindsAsync();
        await app.AsAsync(null, async s =>
        {
            var (db, ground) = (s.GetRequiredService<AppDb>(), await s.GetRequiredService<GroundReader>().ReadAsync(Given.Day, default));
            var entity = await db.Set<Entity>().SingleAsync(e => e.Uscc == made.Uscc);
            await s.GetRequiredService<NameBook>().RenameAsync(entity, Given.Name(head + other), Given.Day, ground, default);
            await db.SaveChangesAsync();
        });
        Assert.DoesNotContain(made.Uscc, await FoundAsync(head + old));
        await EachPartFindsAsync();

        async Task EachPartFindsAsync()
        {
            var names = await app.WithDbAsync(db => db.Set<Entity>().Where(e => e.NameStoppedOn == null).Select(e => new { e.Uscc, e.Name }).ToListAsync());
            string[] name = [.. names.Single(n => n.Uscc == made.Uscc).Name["望溪县".Length..].Replace("（个体工商户）", "", StringComparison.Ordinal).EnumerateRunes().Select(r => r.ToString())];
            for (var length = 2; length <= name.Length; length++)
                for (var from = 0; from + length <= name.Length; from++)
                {
                    var words = string.Concat(name.Skip(from).Take(length));
                    var expected = names.Where(n => n.Name.Contains(words, StringComparison.Ordinal)).Select(n => n.Uscc).Order().ToList();
                    if (expected.Count <= SearchEntitiesHandler.PageSize)
                        Assert.Equal(expected, (await FoundAsync(words)).Order());
                }
        }

        Task<List<string>> FoundAsync(string words) => app.AsAsync(null, async s => (await s.GetRequiredService<SearchEntitiesHandler>().HandleAsync(words, 1, default)).Hits.Select(h => h.Uscc).ToList());
    }

    [Theory]
    [InlineData("梁", "请至少输入名称中的2个字")]
    [InlineData("望溪县", "请至少输入名称中的2个字")]
    [InlineData("没有这样的名称", "没有找到名称含“没有这样的名称”的企业")]
    [InlineData("91451521MACX0001H", "统一社会信用代码应为18位，现在是17位")]
    public async Task Search_ThatFindsNothing_SaysWhatToDo(string words, string sentence)
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        Assert.Contains(sentence, (await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString(words))).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Search_ThatFindsMany_IsPaged(DatabaseKind kind)
    {
        using var client = TestApp.Shared(kind).CreateClient();
        var first = await client.GetPageAsync("/public/entities?q=" + Uri.EscapeDataString("有限"));
        Assert.Equal(20, first.QuerySelectorAll("tbody tr").Length);
        var second = await client.GetPageAsync("/public/entities?page=2&q=" + Uri.EscapeDataString("有限"));
        Assert.Empty(first.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).Intersect(second.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href"))));
    }

    [Theory, OnEachDatabase]
    public async Task EntityPage_ForThePublic_ShowsRegisteredItems_AndNoNumbers_ForStaffMasked(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var draft = Given.Company();
        var made = await Given.EstablishedAsync(app, draft);
        using var visitor = app.CreateClient();
        var text = (await visitor.GetPageAsync("/entities/" + made.Uscc)).Text();
        foreach (var shown in new[] { draft.Name!.Full, "梁小河", "覃小兰", "100万元", "望溪县清河镇" })
            Assert.Contains(shown, text, StringComparison.Ordinal);
        using var staff = await app.SignedInAsync("registrar1");
        var inside = (await staff.GetPageAsync("/entities/" + made.Uscc)).Text();
        Assert.Contains("138****0001", inside, StringComparison.Ordinal);
        foreach (var page in new[] { text, inside })
        {
            Assert.DoesNotContain(draft.People[0].IdNumber, page, StringComparison.Ordinal);
            Assert.DoesNotContain("13800000001", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("****", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntityPage_OfAnUnknownCode_IsNotThere()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        await client.GetPageAsync("/entities/91451521MACX99999X", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task EntityPage_OfAFormerDay_ShowsTheFormerName()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        Assert.Equal("望溪县鑫元贸易有限公司", (await client.GetPageAsync("/entities/91451521MACX0005XX?asOf=2026-01-01")).QuerySelector("h1")!.TextContent.Trim());
        Assert.Equal("望溪县鑫源贸易有限公司", (await client.GetPageAsync("/entities/91451521MACX0005XX")).QuerySelector("h1")!.TextContent.Trim());
    }

    [Fact]
    public async Task EntityPage_OfTheCitysEntity_NamesItsAuthority()
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        Assert.Contains("登记机关 望海市市场监督管理局", (await client.GetPageAsync("/entities/91451500MACX002790")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntityStatus.Registered, false, "执照有效")]
    [InlineData(EntityStatus.Registered, true, "执照内容已变更，请看最新")]
    [InlineData(EntityStatus.Suspended, false, "企业已歇业（仍有效）")]
    [InlineData(EntityStatus.Deregistered, true, "已注销")]
    [InlineData(EntityStatus.Revoked, true, "已吊销")]
    [InlineData(EntityStatus.RegCancelled, false, "登记已撤销")]
    [InlineData(EntityStatus.DeregNotice, false, "企业正在办理注销")]
    public void Judge_EachState_HasItsWords(EntityStatus status, bool replaced, string word) =>
        Assert.Equal(word, new LicenceAnswer(VerifyLicenceHandler.Judge(status, replaced), default, null, 1).Words.Word);

    [Theory, OnEachDatabase]
    public async Task Verify_OfAnIssuedLicence_AnswersAndLeavesAnEventWithoutPersons(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        using var client = app.CreateClient();
        var text = (await client.GetPageAsync(made.VerifyUrl)).Text();
        Assert.Contains("执照有效", text, StringComparison.Ordinal);
        Assert.Contains("梁小河", text, StringComparison.Ordinal);
        var subject = $"licence:{made.LicenceId}";
        var row = await app.WithDbAsync(db => db.Set<EventRow>().SingleAsync(e => e.Subject == subject));
        Assert.DoesNotContain("梁小河", row.Payload, StringComparison.Ordinal);
        Assert.Contains("Valid", row.Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1")]
    [InlineData("%27%20or%201=1")]
    public async Task Verify_OfAnUnknownToken_SaysItMayBeForged(string token)
    {
        using var client = TestApp.Shared(DatabaseKind.Sqlite).CreateClient();
        Assert.Contains("没有这张执照的签发记录，可能是伪造", (await client.GetPageAsync("/verify/" + token)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Token_IsLongAndNeverTheSame()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => Licence.NewToken()).ToList();
        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.Equal(32, t.Length));
    }

    [Theory]
    [InlineData("  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_ ", "/verify/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_")]
    [InlineData("https://scjg.example.gov.cn/verify/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-?from=scan", "/verify/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-")]
    [InlineData("91450123macx00017h", "/entities/91450123MACX00017H")]
    [InlineData("EBL1.abc.def", "electronic-code")]
    [InlineData("不是代码", "code-unknown")]
    [InlineData("", "code-required")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa/../", "code-unknown")]
    public void VerifyEntry_LeadsWhereTheCodeBelongs(string typed, string expected)
    {
        var where = Qishi.Modules.Registration.VerifyLicence.FindLicence.Where(typed);
        Assert.Equal(expected, where.Ok ? where.Value : where.Problems[0].Code);
    }

    [Theory, OnEachDatabase]
    public async Task VerifyEntry_IsFoundInTheGuide_AndOpensTheResult(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var made = await Given.EstablishedAsync(app, Given.SoleTrader());
        using var visitor = app.CreateClient();
        var guides = await visitor.GetPageAsync("/guides");
        Assert.Contains(guides.QuerySelectorAll("main a"), a => a.GetAttribute("href") == "/verify");
        Assert.Contains("执照有效", (await visitor.GetPageAsync("/verify?code=" + Uri.EscapeDataString("https://x.example" + made.VerifyUrl))).Text(), StringComparison.Ordinal);
        Assert.Contains("没有认出来", (await visitor.GetPageAsync("/verify?code=abc")).Text(), StringComparison.Ordinal);
    }
}
