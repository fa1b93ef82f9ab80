using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Qishi.BrowserTests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace Qishi.BrowserTests.Journeys;

/// <summary>The inspector's phone without signal, with the tab killed, two days late, and two of them on one visit.</summary>
public sealed partial class InTheFieldTests(RealProgram program, Chromium chromium)
{
    /// <summary>A whole visit without signal; the tab is killed in mid-work; everything is there again and goes up once, as a result with its record.</summary>
    [Fact]
    public async Task Visit_DoneOffline_SurvivesAKilledTab_AndIsSentOnce()
    {
        var visit = await Phones.VisitAsync(program, chromium, 0);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[0]);
        await using var _ = phone;
        var posts = new List<string>();
        phone.Request += (_, r) => { if (r.Method == "POST" && r.Url.EndsWith("/field/operations", StringComparison.Ordinal)) posts.Add(r.Url); };
        await Phones.LookAsync(page, "list");
        await phone.SetOfflineAsync(true);
        await Phones.SaysAsync(page, "离线");
        await page.Locator($"a[href='#v/{visit.Id}']").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(visit.Name);
        await Phones.LookAsync(page, "visit");
        await Phones.GoAsync(page, $"#v/{visit.Id}/arrive");
        await Phones.LookAsync(page, "arrive");
        await Phones.ArriveAsync(page, visit.Id);
        await Phones.LookAsync(page, "item");
        await Phones.FillItemAsync(page, "R01", "执照挂在墙上");
        // What excludes what is said, not only forbidden.
        await Assertions.Expect(page.Locator("input[name=code][value=R05]")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator(".f-off").First).ToContainTextAsync("不能再选别的");
        await page.GetByRole(AriaRole.Link, new() { Name = "下一项" }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToContainTextAsync("名称");
        await Phones.FillItemAsync(page, "R05", "牌匾名称与登记不一致", "不符合");
        await Phones.PhotographAsync(page);
        await Phones.LookAsync(page, "item-filled");
        await Phones.SaysAsync(page, Waiting());

        // Killed: no unload handler runs. Opened again without signal, from the phone alone.
        await page.CloseAsync(new() { RunBeforeUnload = false });
        page = await phone.NewPageAsync();
        await page.GotoAsync("/field");
        await Phones.SaysAsync(page, "离线，已存在手机上 4 项待上传");
        await Phones.GoAsync(page, $"#v/{visit.Id}/item/MSA-002");
        await Assertions.Expect(page.GetByLabel("情况说明")).ToHaveValueAsync("牌匾名称与登记不一致");
        await Assertions.Expect(page.Locator("input[name=code][value=R05]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".f-photo")).ToHaveCountAsync(1);
        await Phones.SignAsync(page, visit.Id, "覃测试");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交结果" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("发现了问题，请选择后续处置");
        await page.Locator("input[name=disposal][value=ORDER]").CheckAsync();
        await Phones.LookAsync(page, "finish");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交结果" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("有信号时自动提交");
        await Phones.LookAsync(page, "submitted-offline");
        await Phones.GoAsync(page, "#menu");
        await Phones.LookAsync(page, "menu-offline");
        Assert.Empty(posts);

        await phone.SetOfflineAsync(false);
        await Phones.SaysAsync(page, new Regex("已全部上传|没有交上去"));
        Assert.DoesNotContain("没有交上去", await Phones.RefusedAsync(page));
        Assert.Equal(7, posts.Count);
        await Phones.GoAsync(page, $"#v/{visit.Id}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("已提交本部门的结果");
        await Phones.LookAsync(page, "visit-sent");
        // Nothing is left to send, and nothing is sent again.
        await page.ReloadAsync();
        await Phones.SaysAsync(page, new Regex("已同步|已全部上传"));
        Assert.Equal(7, posts.Count);
        var pdf = await page.APIRequest.GetAsync(program.Address + await page.Locator("a[href^='/documents/']").First.GetAttributeAsync("href"));
        using var record = PdfDocument.Open(await pdf.BodyAsync());
        var text = string.Concat(record.GetPages().Select(p => p.Text));
        foreach (var words in new[] { "现场检查笔录", "牌匾名称与登记不一致", "覃测试", "没有挂营业执照" })
            Assert.Contains(words, text);
        await File.WriteAllBytesAsync(Path.Combine(Repository.Screens, "field-record.pdf"), await pdf.BodyAsync(), TestContext.Current.CancellationToken);
    }

    /// <summary>Two days in the hills: the session has ended, the work is still there, signing in again sends it with the days it was done on.</summary>
    [Fact]
    public async Task Work_OfTwoDaysAgo_IsSentAfterSigningInAgain_WithItsOwnDay()
    {
        var visit = await Phones.VisitAsync(program, chromium, 1);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[0]);
        await using var _ = phone;
        await phone.SetOfflineAsync(true);
        var then = DateTime.UtcNow.AddDays(-2);
        await page.Clock.SetSystemTimeAsync(then);
        await Phones.ArriveAsync(page, visit.Id);
        await Phones.FillItemAsync(page, "R01", "");
        await Phones.GoAsync(page, $"#v/{visit.Id}/item/MSA-002");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("名称");
        await Phones.FillItemAsync(page, "R01", "两天前看的");
        await page.CloseAsync(new() { RunBeforeUnload = false });

        await phone.ClearCookiesAsync(new() { Name = "qishi-session" });
        page = await phone.NewPageAsync();
        await page.GotoAsync("/field");
        await Phones.SaysAsync(page, "离线，已存在手机上 3 项待上传");
        await phone.SetOfflineAsync(false);
        await Phones.SaysAsync(page, "登录已过期，3 项还在手机上。请重新登录");
        await Phones.LookAsync(page, "signed-out");
        await SignIn.AsStaffAsync(page, visit.Accounts[0]);
        await page.GotoAsync("/field");
        await Phones.SaysAsync(page, "已全部上传");
        await Phones.GoAsync(page, $"#v/{visit.Id}");
        var day = then.AddHours(8);
        await Assertions.Expect(page.Locator(".f-steps li").First).ToContainTextAsync($"已记{day.Month}月{day.Day}日");
        await page.GotoAsync($"/inspections/visits/{visit.Id}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"{day.Month}月{day.Day}日");
    }

    /// <summary>
    /// Scanning: the camera and what is read from it are stood in for (no machine here has one); what the page does with a code is its own. Another firm's code is refused, the firm's is taken.
    /// Without a detector there is no button, and the code is typed from the licence.
    /// </summary>
    [Fact]
    public async Task Scan_OfTheFirmsCode_IsTaken_OfAnother_Refused_AndTypedWithoutACamera()
    {
        var visit = await Phones.VisitAsync(program, chromium, 5);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[0], script: Camera);
        await using var _ = phone;
        await Phones.GoAsync(page, $"#v/{visit.Id}");
        var code = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('dl div')].find(d => d.querySelector('dt').textContent === '代码').querySelector('dd').textContent.trim()");
        await Phones.GoAsync(page, $"#v/{visit.Id}/arrive");
        await page.EvaluateAsync("() => { window.seen = 'https://qy.example/91000000000000000X'; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "扫码" }).ClickAsync();
        await Assertions.Expect(page.Locator(".q-error")).ToContainTextAsync($"扫到的码不是“{visit.Name}”的");
        await page.GetByRole(AriaRole.Button, new() { Name = "已亮证、已告知，记到场时间" }).ClickAsync();
        await Assertions.Expect(page.Locator(".q-error")).ToContainTextAsync("这个码不是");
        // Stopped: the camera goes and nothing is filled in.
        await page.EvaluateAsync("() => { window.seen = null; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "扫码" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "不扫了" }).ClickAsync();
        await Assertions.Expect(page.Locator("video")).ToHaveCountAsync(0);
        // The firm's code, as the printed licence carries it inside an address.
        await page.EvaluateAsync("c => { window.seen = 'https://qy.example/' + c; }", code);
        await page.GetByRole(AriaRole.Button, new() { Name = "扫码" }).ClickAsync();
        await Assertions.Expect(page.Locator(".q-error")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByLabel("统一社会信用代码")).ToHaveValueAsync("https://qy.example/" + code);
        await page.GetByRole(AriaRole.Button, new() { Name = "已亮证、已告知，记到场时间" }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToContainTextAsync("营业执照");
        await Phones.SaysAsync(page, new Regex("已同步|已全部上传"));

        var (other, typing) = await Phones.OpenAsync(program, chromium, visit.Accounts[1], script: "delete window.BarcodeDetector;");
        await using var __ = other;
        await Phones.GoAsync(typing, $"#v/{visit.Id}/arrive");
        await Assertions.Expect(typing.GetByRole(AriaRole.Button, new() { Name = "扫码" })).ToHaveCountAsync(0);
        await typing.GetByLabel("统一社会信用代码").FillAsync("91000000000000000X");
        await typing.GetByRole(AriaRole.Button, new() { Name = "已亮证、已告知，记到场时间" }).ClickAsync();
        await Assertions.Expect(typing.Locator(".q-error")).ToContainTextAsync($"这个码不是“{visit.Name}”的");
        await typing.GetByLabel("统一社会信用代码").FillAsync($"{code[..2].ToLowerInvariant()} {code[2..].ToLowerInvariant()}");
        await typing.GetByRole(AriaRole.Button, new() { Name = "已亮证、已告知，记到场时间" }).ClickAsync();
        await Assertions.Expect(typing.Locator("main h1")).ToContainTextAsync("营业执照");
    }

    // A camera that shows a grey picture and a detector that reads what the test holds up to it.
    private const string Camera = """
        window.seen = null;
        window.BarcodeDetector = class { async detect() { return window.seen ? [{ rawValue: window.seen }] : []; } };
        navigator.mediaDevices.getUserMedia = async () => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
          canvas.getContext('2d').fillRect(0, 0, 320, 240);
          return canvas.captureStream(5);
        };
        """;

    /// <summary>A phone that did not meet the server for longer than its days: what the server has is gone from it, what was not sent is there and goes up.</summary>
    [Fact]
    public async Task Phone_WithoutTheServerForDays_KeepsOnlyWhatWasNotSent()
    {
        var visit = await Phones.VisitAsync(program, chromium, 6);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[1]);
        await using var _ = phone;
        await phone.SetOfflineAsync(true);
        await Phones.ArriveAsync(page, visit.Id);
        await Phones.SaysAsync(page, Waiting());
        await page.CloseAsync(new() { RunBeforeUnload = false });
        page = await phone.NewPageAsync();
        await page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddDays(8));
        await page.GotoAsync("/field");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("超过7天没有连上服务器，手机上的任务已经清除");
        await Assertions.Expect(page.Locator("main .f-card")).ToHaveCountAsync(1);
        await Phones.LookAsync(page, "expired");
        await page.CloseAsync(new() { RunBeforeUnload = false });
        page = await phone.NewPageAsync();
        await page.GotoAsync("/field");
        await phone.SetOfflineAsync(false);
        await Phones.SaysAsync(page, "已全部上传");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("已经清除");
    }

    /// <summary>Two inspectors fill one item without signal, each something else: the second sees both and chooses; the first then sees what stands.</summary>
    [Fact]
    public async Task TwoInspectors_OnOneVisit_SeeTheConflict_AndChoose()
    {
        var visit = await Phones.VisitAsync(program, chromium, 2);
        var (phone1, first) = await Phones.OpenAsync(program, chromium, visit.Accounts[0]);
        var (phone2, second) = await Phones.OpenAsync(program, chromium, visit.Accounts[1]);
        await using var one = phone1;
        await using var two = phone2;
        foreach (var (phone, page, result, note) in new[] { (phone1, first, "R01", "第一个人看的"), (phone2, second, "R05", "第二个人看的") })
        {
            await phone.SetOfflineAsync(true);
            await Phones.GoAsync(page, $"#v/{visit.Id}/item/MSA-001");
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("营业执照");
            await Phones.FillItemAsync(page, result, note);
        }

        await phone1.SetOfflineAsync(false);
        await Phones.SaysAsync(first, "已全部上传");
        await phone2.SetOfflineAsync(false);
        await Phones.SaysAsync(second, "有 1 项和同事填的不一样，请您选择");
        await Phones.GoAsync(second, $"#v/{visit.Id}");
        await second.GetByText("有冲突，请您选择").ClickAsync();
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("第一个人看的");
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("第二个人看的");
        await Phones.LookAsync(second, "conflict");
        await second.GetByRole(AriaRole.Button, new() { Name = "用我填的" }).ClickAsync();
        await Phones.SaysAsync(second, "已全部上传");
        // Going on with the own version is no conflict.
        foreach (var words in new[] { "第二个人再看", "第二个人看的" })
        {
            var sent = second.WaitForResponseAsync(r => r.Url.EndsWith("/field/operations", StringComparison.Ordinal));
            await second.GetByLabel("情况说明").FillAsync(words);
            Assert.Equal(200, (await sent).Status);
        }

        await Phones.SaysAsync(second, "已全部上传");
        await first.ReloadAsync();
        await Phones.GoAsync(first, $"#v/{visit.Id}/item/MSA-001");
        await Assertions.Expect(first.GetByLabel("情况说明")).ToHaveValueAsync("第二个人看的");

        // The other way round: theirs stands, mine is set aside and still sent.
        await phone1.SetOfflineAsync(true);
        await first.GetByLabel("情况说明").FillAsync("第一个人又改");
        await second.ReloadAsync();
        await Phones.GoAsync(second, $"#v/{visit.Id}/item/MSA-001");
        await second.GetByLabel("情况说明").FillAsync("第二个人又改");
        await Phones.SaysAsync(second, "已全部上传");
        await phone1.SetOfflineAsync(false);
        await Phones.SaysAsync(first, "有 1 项和同事填的不一样");
        await Phones.GoAsync(first, $"#v/{visit.Id}");
        await first.GetByText("有冲突，请您选择").ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "填的" }).Last.ClickAsync();
        await Phones.SaysAsync(first, "已全部上传");
        await Assertions.Expect(first.GetByLabel("情况说明")).ToHaveValueAsync("第二个人又改");

        // Too late: the first hands in while the second has no signal. What the second wrote stays on the phone with the reason, until the second lets it go.
        await phone2.SetOfflineAsync(true);
        await Phones.GoAsync(second, $"#v/{visit.Id}/item/MSA-001");
        await second.GetByLabel("情况说明").FillAsync("迟到的话");
        await Phones.ArriveAsync(first, visit.Id);
        await first.Locator("input[name=code][value=R05]").UncheckAsync();
        await Phones.FillItemAsync(first, "R01", "都好");
        await Phones.GoAsync(first, $"#v/{visit.Id}/item/MSA-002");
        await Phones.FillItemAsync(first, "R01", "");
        await Phones.SignAsync(first, visit.Id, "黄测试");
        await first.GetByRole(AriaRole.Button, new() { Name = "提交结果" }).ClickAsync();
        await Phones.SaysAsync(first, "已全部上传");
        await phone2.SetOfflineAsync(false);
        await Phones.SaysAsync(second, "有 1 项没有交上去，内容还在手机上");
        await second.ReloadAsync();
        await Phones.GoAsync(second, $"#v/{visit.Id}");
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("已经提交了本部门的结果");
        await Phones.LookAsync(second, "refused");
        await Phones.GoAsync(second, $"#v/{visit.Id}/item/MSA-001");
        await Assertions.Expect(second.GetByLabel("情况说明")).ToHaveValueAsync("迟到的话");
        await Phones.GoAsync(second, $"#v/{visit.Id}");
        await second.GetByText("不交这一项了").ClickAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "从手机上删掉" }).ClickAsync();
        await Phones.SaysAsync(second, new Regex("已同步|已全部上传"));
    }

    /// <summary>The signal breaks after the server took a photo and before the phone heard of it: sent again, there once. Days later it leaves the phone by itself.</summary>
    [Fact]
    public async Task Answer_Lost_TheOperationIsThereOnce_AndSentPhotosLeaveThePhoneAfterTheirDays()
    {
        var visit = await Phones.VisitAsync(program, chromium, 4);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[0]);
        await using var _ = phone;
        var lost = 0;
        await phone.RouteAsync("**/field/operations", async route =>
        {
            await route.FetchAsync();
            if (lost++ == 0)
                await route.AbortAsync();
            else
                await route.FallbackAsync();
        });
        await Phones.GoAsync(page, $"#v/{visit.Id}/item/MSA-001");
        await Phones.PhotographAsync(page);
        await Phones.SaysAsync(page, "离线，已存在手机上 1 项待上传");
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Phones.SaysAsync(page, "已全部上传");
        Assert.True(lost >= 2);
        await Assertions.Expect(page.Locator(".f-photo")).ToHaveCountAsync(1);
        await page.EvaluateAsync("""
            () => new Promise(done => { const r = indexedDB.open('qishi-field', 1); r.onsuccess = () => { const s = r.result.transaction('photos', 'readwrite').objectStore('photos'); const q = s.getAll();
              q.onsuccess = () => { for (const p of q.result) s.put({ ...p, sentAt: new Date(Date.now() - 8 * 864e5).toISOString() }); s.transaction.oncomplete = () => { r.result.close(); done(true); }; }; }; })
            """);
        await page.ReloadAsync();
        await Phones.SaysAsync(page, "已同步");
        await Assertions.Expect(page.Locator(".f-photo")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".f-photos")).ToContainTextAsync("另有1张已在服务器上");
        await page.GotoAsync($"/inspections/visits/{visit.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^照片") })).ToHaveCountAsync(1);
        await Chromium.PictureAsync(page, "field-desk-visit");
        await PageCheck.AssertSoundAsync(page);
        await page.GotoAsync($"/inspections/visits/{visit.Id}/notice");
        await Chromium.PictureAsync(page, "field-desk-notice");
        await PageCheck.AssertSoundAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "发通知" }).ClickAsync();
        await page.WaitForURLAsync($"**/inspections/visits/{visit.Id}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("检查通知书已生成");
        await page.GotoAsync($"/field/v/{visit.Id}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("已通知对方");
    }

    /// <summary>Signing out asks first; what is not sent stays for the same person only, and the next person finds nothing.</summary>
    [Fact]
    public async Task SigningOut_WithUnsentWork_Asks_AndTheNextPersonSeesNothingOfIt()
    {
        var visit = await Phones.VisitAsync(program, chromium, 3);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[0], Reading.Large);
        await using var _ = phone;
        await Phones.LookAsync(page, "list-large");
        await phone.SetOfflineAsync(true);
        await Phones.GoAsync(page, $"#v/{visit.Id}/item/MSA-001");
        await Phones.FillItemAsync(page, "R01", "没有上传的话");
        await Phones.LookAsync(page, "item-large");
        await Phones.GoAsync(page, "#menu");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("还有1项没有上传");
        await Phones.LookAsync(page, "sign-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "没上传的留在手机上" }).ClickAsync();
        await phone.ClearCookiesAsync(new() { Name = "qishi-session" });
        await phone.SetOfflineAsync(false);
        var next = await phone.NewPageAsync();
        await SignIn.AsStaffAsync(next, visit.Accounts[1]);
        await next.GotoAsync("/field");
        await Phones.SaysAsync(next, "已同步");
        Assert.Equal(["0", "0", "1"], await Phones.HeldAsync(next, "没有上传的话"));
        await Phones.GoAsync(next, $"#v/{visit.Id}/item/MSA-001");
        await Assertions.Expect(next.GetByLabel("情况说明")).ToHaveValueAsync("");
        await phone.ClearCookiesAsync(new() { Name = "qishi-session" });
        await SignIn.AsStaffAsync(next, visit.Accounts[0]);
        await next.GotoAsync("/field");
        await Phones.SaysAsync(next, "已全部上传");

        // Signing out at the desk clears the phone too; the session itself is left to the other tests.
        await phone.RouteAsync("**/signout", route => route.FulfillAsync(new() { Status = 204 }));
        await next.GotoAsync("/inspections/tasks");
        var left = next.WaitForRequestAsync("**/signout");
        await next.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await left;
        Assert.Equal(["0", "0", "0"], await Phones.CountsAsync(next));
    }

    /// <summary>The smallest phone, the largest print, the highest contrast: nothing cut, nothing sideways, every button for a thumb.</summary>
    [Theory]
    [InlineData(Reading.ExtraLarge)]
    [InlineData(Reading.HighContrast)]
    public async Task Pages_OnASmallPhone_AreSound(Reading reading)
    {
        var visit = await Phones.VisitAsync(program, chromium, 4);
        var (phone, page) = await Phones.OpenAsync(program, chromium, visit.Accounts[1], reading);
        await using var _ = phone;
        await page.SetViewportSizeAsync(320, 640);
        await phone.SetOfflineAsync(true);
        foreach (var (name, hash) in new[] { ("list", "#"), ("visit", $"#v/{visit.Id}"), ("arrive", $"#v/{visit.Id}/arrive"), ("item", $"#v/{visit.Id}/item/MSA-002"), ("sign", $"#v/{visit.Id}/sign"), ("finish", $"#v/{visit.Id}/finish"), ("menu", "#menu") })
        {
            await Phones.GoAsync(page, hash);
            if (name == "item")
                await Phones.FillItemAsync(page, "R04", "没有人", "不适用");
            if (name == "finish")
                await page.GetByRole(AriaRole.Button, new() { Name = "提交结果" }).ClickAsync();
            await Phones.LookAsync(page, $"small-{name}-{reading}");
        }
    }

    [GeneratedRegex("离线，已存在手机上 \\d 项待上传")]
    private static partial Regex Waiting();
}
