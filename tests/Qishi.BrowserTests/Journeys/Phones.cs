using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Qishi.BrowserTests.Support;

namespace Qishi.BrowserTests.Journeys;

/// <summary>What an inspector does with the phone, and who of the demo county has which visit.</summary>
internal static class Phones
{
    private static readonly SemaphoreSlim Looking = new(1);
    private static List<(string Id, string Name, List<string> Accounts)>? visits;

    /// <summary>The n-th visit of the demo's joint task, with the accounts of the bureau's two inspectors.</summary>
    public static async Task<(string Id, string Name, List<string> Accounts)> VisitAsync(RealProgram program, Chromium chromium, int n)
    {
        await Looking.WaitAsync();
        try
        {
            return (visits ??= await FindAsync(program, chromium))[n];
        }
        finally
        {
            Looking.Release();
        }
    }

    private static async Task<List<(string, string, List<string>)>> FindAsync(RealProgram program, Chromium chromium)
    {
        await using var desk = await chromium.NewVisitorAsync(program);
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/demo/accounts");
        var rows = await page.Locator("tr:has(td[data-label=账号])").EvaluateAllAsync<string[]>("rows => rows.map(r => r.cells[0].innerText.trim().split(/\\s/)[0] + '|' + r.cells[1].innerText.trim())");
        var accounts = rows.Select(r => r.Split('|')).GroupBy(r => r[1]).ToDictionary(g => g.Key, g => g.First()[0]);
        await SignIn.AsStaffAsync(page, "1031");
        await page.GotoAsync("/inspections/tasks");
        await page.GetByRole(AriaRole.Link, new() { Name = "住宿业部门联合双随机抽查" }).First.ClickAsync();
        await page.WaitForURLAsync("**/inspections/tasks/*");
        var links = await page.Locator("a[href*='/inspections/visits/']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(a => a.pathname))]");
        var found = new List<(string, string, List<string>)>();
        foreach (var link in links.Where(l => Guid.TryParse(l.Split('/')[^1], out _)))
        {
            await page.GotoAsync(link);
            var names = await page.Locator(".q-summary > div", new() { HasText = "检查人员（望溪县市场监督管理局）" }).Locator("dd").InnerTextAsync();
            found.Add((link.Split('/')[^1], (await page.Locator("h1").InnerTextAsync()).Trim(), [.. names.Split('、').Select(x => accounts[x.Trim()])]));
        }

        return found;
    }

    /// <summary>A phone with the page kept for use without signal.</summary>
    public static async Task<(IBrowserContext Context, IPage Page)> OpenAsync(RealProgram program, Chromium chromium, string account, Reading reading = Reading.Standard, string? script = null)
    {
        var context = await chromium.NewVisitorAsync(program, 390, 844, reading, touch: true);
        if (script is not null)
            await context.AddInitScriptAsync(script);
        await context.GrantPermissionsAsync(["geolocation"]);
        await context.SetGeolocationAsync(new() { Latitude = 22.81f, Longitude = 108.36f, Accuracy = 15 });
        var page = await context.NewPageAsync();
        await SignIn.AsStaffAsync(page, account);
        await page.GotoAsync("/field");
        await ReadyAsync(page);
        return (context, page);
    }

    /// <summary>The shell is kept and the worker answers for this page.</summary>
    public static async Task ReadyAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.kept === '1'");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
    }

    public static ILocator State(IPage page) => page.Locator("#f-state");

    public static Task SaysAsync(IPage page, string text) => Assertions.Expect(State(page)).ToContainTextAsync(text);

    public static async Task SaysAsync(IPage page, Regex text) => await Assertions.Expect(State(page)).ToHaveTextAsync(text);

    /// <summary>Goes there and waits until it is drawn.</summary>
    public static async Task GoAsync(IPage page, string hash)
    {
        await page.EvaluateAsync("h => { if ((location.hash || '#') === h) return; document.querySelector('#f-view').firstElementChild.dataset.old = '1'; location.hash = h; }", hash);
        await page.WaitForFunctionAsync("() => !document.querySelector('#f-view').firstElementChild.dataset.old");
    }

    /// <summary>The sentences of what was not taken, for the message of a failed test.</summary>
    public static async Task<string> RefusedAsync(IPage page)
    {
        await GoAsync(page, "#menu");
        return await page.Locator("main").InnerTextAsync();
    }

    /// <summary>Arrives without a scan, for a reason.</summary>
    public static async Task ArriveAsync(IPage page, string visit)
    {
        await GoAsync(page, $"#v/{visit}/arrive");
        await page.GetByLabel("没有扫码的原因").FillAsync("没有挂营业执照");
        await page.GetByRole(AriaRole.Button, new() { Name = "已亮证、已告知，记到场时间" }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToContainTextAsync("营业执照");
    }

    /// <summary>All points of the item shown, its result, and a few words.</summary>
    public static async Task FillItemAsync(IPage page, string result, string note, string answer = "符合")
    {
        foreach (var point in await page.Locator(".f-answers").AllAsync())
            await point.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await page.Locator($"input[name=code][value={result}]").CheckAsync();
        await page.GetByLabel("情况说明").FillAsync(note);
    }

    public static async Task PhotographAsync(IPage page)
    {
        var before = await page.Locator(".f-photo").CountAsync();
        await page.Locator("#f-camera").SetInputFilesAsync(new FilePayload { Name = "camera.jpg", MimeType = "image/jpeg", Buffer = await PictureAsync(page) });
        await Assertions.Expect(page.Locator(".f-photo")).ToHaveCountAsync(before + 1);
    }

    public static async Task SignAsync(IPage page, string visit, string name)
    {
        await GoAsync(page, $"#v/{visit}/sign");
        var pad = page.Locator(".f-pad");
        await pad.ScrollIntoViewIfNeededAsync();
        await Task.Delay(200);
        var box = (await pad.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 40, box.Y + 60);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in new[] { (90, 130), (140, 50), (190, 140), (240, 70) })
            await page.Mouse.MoveAsync(box.X + x, box.Y + y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.GetByLabel("签字人姓名").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "存下签字" }).ClickAsync();
        await page.WaitForURLAsync("**/finish");
    }

    /// <summary>Visits of another account, photos of another account, operations of another account with the words.</summary>
    public static Task<string[]> HeldAsync(IPage page, string words) => page.EvaluateAsync<string[]>("""
        words => new Promise(done => { const r = indexedDB.open('qishi-field', 1); r.onsuccess = () => { const t = r.result.transaction(['visits', 'photos', 'ops', 'meta']); const get = s => new Promise(d => { const q = t.objectStore(s).getAll(); q.onsuccess = () => d(q.result); });
          Promise.all([get('visits'), get('photos'), get('ops'), new Promise(d => { const q = t.objectStore('meta').get('book'); q.onsuccess = () => d(q.result); })]).then(([v, p, o, book]) =>
            done([v, p, o.filter(x => JSON.stringify(x).includes(words))].map(l => String(l.filter(x => x.account !== book.account).length)))); }; })
        """, words);

    /// <summary>Visits, photos, operations on the phone.</summary>
    public static Task<string[]> CountsAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => new Promise(done => { const r = indexedDB.open('qishi-field', 1); r.onsuccess = () => { const t = r.result.transaction(['visits', 'photos', 'ops']);
          Promise.all(['visits', 'photos', 'ops'].map(s => new Promise(d => { const q = t.objectStore(s).count(); q.onsuccess = () => d(String(q.result)); }))).then(done); }; })
        """);

    /// <summary>A picture to look at; nothing cut, every button high enough for a thumb.</summary>
    public static async Task LookAsync(IPage page, string name)
    {
        await Task.Delay(150);
        await Chromium.PictureAsync(page, "field-" + name);
        PageCheck.AssertNone(name, await PageCheck.FindAsync(page));
        var small = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href], button, .q-choice, summary')].filter(e => e.getClientRects().length > 0 && !e.closest('.q-skip, .q-hidden') && getComputedStyle(e).display !== 'inline' && e.getBoundingClientRect().height < 47.5)
              .map(e => `${Math.round(e.getBoundingClientRect().height)} px: ${e.textContent.trim().slice(0, 20)}`)
            """);
        PageCheck.AssertNone(name + ": too low for a thumb", small);
    }

    /// <summary>A photo as a camera makes it, larger than what is kept.</summary>
    private static async Task<byte[]> PictureAsync(IPage page) => Convert.FromBase64String((await page.EvaluateAsync<string>("""
        () => { const c = document.createElement('canvas'); c.width = 2400; c.height = 1800; const p = c.getContext('2d');
          p.fillStyle = '#88a'; p.fillRect(0, 0, 2400, 1800); p.fillStyle = '#333'; p.font = '200px sans-serif'; p.fillText('营业执照', 400, 900); return c.toDataURL('image/jpeg', 0.9); }
        """)).Split(',')[1]);
}
