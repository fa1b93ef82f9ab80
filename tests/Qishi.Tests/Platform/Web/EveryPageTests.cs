using System.Net;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Model;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.StartUp.ApproveStartUp;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Modules.StartUp;
using Qishi.Tests.Modules.StartUp.Office;
using Qishi.Tests.Support;
using Xunit;
using Entity = Qishi.Modules.Registration.Model.Entity;
using Licence = Qishi.Modules.Registration.Model.Licence;

namespace Qishi.Tests.Platform.Web;

/// <summary>
/// Every page there is, for every role, without naming one: a new page is under these rules from its first day. An app of its own, because every form is posted.
/// </summary>
public sealed partial class EveryPageTests
{
    private const string Script = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

    private static readonly string?[] People =
        [null, "applicant1", "registrar1", "supervisor1", "guide1", "leader1", "inspector1", "checker1", "office1", "liaison:POLICE", "outlet1", "operator1", "sysadmin1", "secadmin1", "auditadmin1"];

    private static readonly string[] Forged =
        ["00000000-0000-0000-0000-000000000001", "KB209901010001", "92451521MACY00000X", "-1", "..%2F..%2Fetc%2Fpasswd", "%27%20or%201%3D1--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "％００", new('9', 1500)];

    /// <summary>Pages show no source text, one heading, labels, unique ids, no inline script or style; none of them fails, and after every form was posted with scripts in every field, none runs.</summary>
    [Theory, OnEachDatabase]
    public async Task Pages_OfEveryRole_AreSound_AlsoAfterScriptsWerePostedInEveryField(DatabaseKind kind)
    {
        using var app = new TestApp(kind);
        var addresses = await AddressesAsync(app);
        var (found, seen, posted) = (new List<string>(), new HashSet<string>(), 0);
        foreach (var person in People)
        {
            using var client = person is null ? app.ClientWith() : await app.SignedInAsync(person);
            foreach (var address in addresses)
                if (await ReadAsync(client, address, found) is { } page && seen.Add(person + address))
                    posted += await PostScriptsAsync(client, address, page, found);
        }

        foreach (var person in People)
        {
            using var client = person is null ? app.ClientWith() : await app.SignedInAsync(person);
            foreach (var address in addresses)
                if (await ReadAsync(client, address, found) is { } page)
                    found.AddRange(Defects(page).Concat(Scripts(page)).Select(d => $"{person ?? "visitor"} {address}: {d}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct().Take(40)));
        Assert.True(seen.Count > 150 && posted > 40, $"{seen.Count} pages, {posted} forms");
    }

    /// <summary>Forged ids in addresses: not there, not allowed or to be signed in for; never an answer with somebody's record, never a failure.</summary>
    [Theory, OnEachDatabase]
    public async Task Addresses_Forged_TellNothing(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        var found = new List<string>();
        foreach (var person in new[] { null, "applicant1", "registrar1", "liaison:TAX", "secadmin1" })
        {
            using var client = person is null ? app.ClientWith() : await app.SignedInAsync(person);
            foreach (var route in Routes(app).Where(r => r.RoutePattern.Parameters.Count > 0 && !OpenToAnyValue().IsMatch(r.RoutePattern.RawText!)))
                foreach (var value in Forged)
                {
                    var address = "/" + Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), value);
                    using var answer = await client.GetAsync(address);
                    if ((int)answer.StatusCode is not (302 or 303 or 400 or 401 or 403 or 404 or 405 or 414))
                        found.Add($"{person ?? "visitor"} {address[..Math.Min(80, address.Length)]}: {(int)answer.StatusCode}");
                }
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Take(40)));
    }

    /// <summary>Odd filters, pages and days in the address of every list and export: an answer in words, never a failure.</summary>
    [Theory, OnEachDatabase]
    public async Task Lists_WithOddFilters_StillAnswer(DatabaseKind kind)
    {
        const string Odd = "?page=-1&size=999999&sort=%3Cscript%3E&desc=x&q=%27%22%3Cscript%3Ealert(1)%3C%2Fscript%3E%25_&state=x&clock=x&from=31-31&to=9999-12-31&channel=99&registrar=x&tab=x&when=x"
            + "&month=2026-13&matter=x&start=9999-12-31&count=3650&unit=year&doc=x&words=%25&town=x&kind=9&status=-1&period=x&result=x&department=x&item=x&who=x&what=x&subject=x&source=x";
        var app = TestApp.Shared(kind);
        var found = new List<string>();
        // What a list makes of its filters does not hang on who reads it: two who may are enough, of different roles.
        var read = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var person in People)
        {
            using var client = person is null ? app.ClientWith() : await app.SignedInAsync(person);
            foreach (var route in Routes(app).Where(r => r.RoutePattern.Parameters.Count == 0 && read.GetValueOrDefault(r.RoutePattern.RawText!) < 2))
            {
                using var answer = await client.GetAsync("/" + route.RoutePattern.RawText!.TrimStart('/') + Odd);
                if ((int)answer.StatusCode >= 500)
                    found.Add($"{person ?? "visitor"} {route.RoutePattern.RawText}: {(int)answer.StatusCode}");
                if (answer.IsSuccessStatusCode)
                    read[route.RoutePattern.RawText!] = read.GetValueOrDefault(route.RoutePattern.RawText!) + 1;
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                    found.AddRange(Scripts(await answer.PageAsync()).Select(d => $"{person ?? "visitor"} {route.RoutePattern.RawText}: {d}"));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct().Take(40)));
        Assert.True(read.Count > 80, $"{read.Count} lists and pages answered");
    }

    [Fact]
    public async Task Check_FindsPlantedDefects()
    {
        using var page = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(
            "<html lang='en'><title>x</title><h1>a</h1><h1>b</h1><input name=a><p>办理@if (x) {<b>1</b>}</p><p onclick='x()'><i id=a></i><i id=a></i><a href='javascript:alert(1)'>z</a><script>alert(1)</script>"), TestContext.Current.CancellationToken);
        var found = Defects((IHtmlDocument)page).Concat(Scripts((IHtmlDocument)page)).ToList();
        Assert.Equal(9, found.Count);
    }

    private static List<RouteEndpoint> Routes(TestApp app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } raw && !raw.Contains("{**", StringComparison.Ordinal) && !raw.Contains('*') && !raw.Contains("_framework", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is null or { Count: 0 } || e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .DistinctBy(e => e.RoutePattern.RawText),
    ];

    /// <summary>Addresses of all pages, those with parameters filled with records that exist.</summary>
    private static async Task<List<string>> AddressesAsync(TestApp app)
    {
        var (applicant, registrar) = (await app.ActorAsync("applicant1"), await app.ActorAsync("registrar1"));
        var (draft, waiting, granted) = (await Drafts.SignedAsync(app, applicant), await OfficeCases.SubmittedAsync(app, change: null), await OfficeCases.SubmittedAsync(app));
        await OfficeCases.AsAsync<ApproveStartUpHandler, Result<string>?>(app, registrar, h => h.HandleAsync(granted, new(), OfficeCases.Key(), default));
        var records = await app.WithDbAsync(async db => new
        {
            Uscc = await db.Set<Entity>().Where(e => e.CaseNo == granted).Select(e => e.Uscc).SingleAsync(),
            Token = await db.Set<Licence>().OrderByDescending(l => l.IssuedAt).Select(l => l.Token).FirstAsync(),
            Staff = await db.Set<Staff>().OrderBy(s => s.StaffNo).Select(s => s.AccountId).FirstAsync(),
            Posting = await db.Set<Posting>().OrderBy(p => p.From).Select(p => p.Id).FirstAsync(),
            HandOver = await db.Set<HandOver>().Select(h => h.Id).FirstAsync(),
            Process = await db.Set<ProcessRow>().Select(p => p.Id).FirstAsync(),
            Unit = await db.Set<OrgUnitVersion>().Select(u => u.UnitCode).FirstAsync(),
            Draw = await db.Set<TaskDraw>().OrderBy(d => d.No).Select(d => d.No).FirstAsync(),
            ItemVersion = await db.Set<CheckItem>().OrderBy(i => i.Code).Select(i => i.Id).FirstAsync(),
        });
        // Tasks in each state of the demo, and visits of both kinds of inspectors, one of them finished.
        var tasks = await app.WithDbAsync(db => db.Set<InspectionTask>().OrderBy(t => t.No).Select(t => t.Id).ToListAsync());
        var visits = await app.WithDbAsync(db => db.Set<Visit>().Where(v => v.State == VisitState.Assigned).OrderBy(v => v.No).Select(v => v.Id).Take(3).ToListAsync());
        visits.Add(await app.WithDbAsync(db => db.Set<Visit>().Where(v => v.State == VisitState.Published).OrderBy(v => v.No).Select(v => v.Id).FirstAsync()));
        var addresses = new List<string>();
        foreach (var route in Routes(app).Where(r => r.Metadata.GetMetadata<ComponentTypeMetadata>() is not null))
        {
            var raw = "/" + route.RoutePattern.RawText!.TrimStart('/');
            if (raw.Contains("inspections/tasks/{Id", StringComparison.Ordinal) || raw.Contains("visits/{Id", StringComparison.Ordinal) || raw.Contains("field/v/", StringComparison.Ordinal))
            {
                addresses.AddRange((raw.Contains("/tasks/", StringComparison.Ordinal) ? tasks : visits).Select(id => Parameter().Replace(raw, id.ToString())));
                continue;
            }

            foreach (var caseNo in raw.Contains("{CaseNo}", StringComparison.Ordinal) ? new[] { draft, waiting, granted } : [""])
                foreach (var topic in raw.Contains("{TopicCode}", StringComparison.Ordinal) ? Stage.Topics : [""])
                    addresses.Add(Parameter().Replace(raw.Replace("{CaseNo}", caseNo, StringComparison.Ordinal).Replace("{TopicCode}", topic, StringComparison.Ordinal), m => Value(raw, m.Value)));
        }

        return [.. addresses.Distinct()];

        string Value(string raw, string parameter) => (parameter.Trim('{', '}').Split(':')[0].TrimEnd('?'), raw) switch
        {
            ("Code", var r) when r.Contains("entities", StringComparison.Ordinal) => records.Uscc,
            ("Code", var r) when r.Contains("units", StringComparison.Ordinal) => records.Unit,
            ("Code", var r) when r.Contains("inspections", StringComparison.Ordinal) => "MSA-001",
            ("Code", _) => "404",
            ("Token", _) => records.Token,
            ("Uscc", _) => records.Uscc,
            ("PostingId", _) => records.Posting.ToString(),
            ("Id", var r) when r.Contains("staff", StringComparison.Ordinal) => records.Staff.ToString(),
            ("Id", var r) when r.Contains("hand-overs", StringComparison.Ordinal) => records.HandOver.ToString(),
            ("Id", var r) when r.Contains("audit", StringComparison.Ordinal) => records.Process.ToString(),
            ("Id", var r) when r.Contains("item-versions", StringComparison.Ordinal) => records.ItemVersion.ToString(),
            ("No", var r) when r.Contains("draws", StringComparison.Ordinal) => records.Draw,
            ("PersonNo", _) => "1",
            ("MatterCode", _) => "SEAL",
            ("Field", _) => "P1.IdNumber",
            ("Name", _) => "reg.statutoryWD",
            ("Year", _) => "2027",
            _ => "00000000-0000-0000-0000-000000000001",
        };
    }

    private static async Task<IHtmlDocument?> ReadAsync(HttpClient client, string address, List<string> found)
    {
        using var answer = await client.GetAsync(address);
        if ((int)answer.StatusCode >= 500)
            found.Add($"{address}: {(int)answer.StatusCode}");
        return answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.PageAsync() : null;
    }

    /// <summary>Posts each form of the page with a script in each field one can type into; gives how many.</summary>
    private static async Task<int> PostScriptsAsync(HttpClient client, string address, IHtmlDocument page, List<string> found)
    {
        var posted = 0;
        foreach (var form in page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Where(f => string.Equals(f.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)))
        {
            var typed = form.Elements.Select(e => e switch
            {
                IHtmlInputElement { Type: "text" or "search" or "tel" or "email" or "number" or "password", Name: { Length: > 0 } name } => name,
                IHtmlTextAreaElement { Name: { Length: > 0 } name } => name,
                _ => null,
            }).OfType<string>().Distinct().ToList();
            if (typed.Count == 0 || form.QuerySelector("input[name=_handler]")?.GetAttribute("value") is not { } handler)
                continue;
            using var answer = await client.PostFormAsync(page, address, typed.ToDictionary(t => t, _ => (string?)Script), handler);
            posted++;
            if ((int)answer.StatusCode >= 500)
                found.Add($"POST {address} {handler}: {(int)answer.StatusCode}");
            else if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                found.AddRange(Scripts(await answer.PageAsync()).Select(d => $"POST {address} {handler}: {d}"));
        }

        return posted;
    }

    /// <summary>Scripts or handlers that came from outside.</summary>
    private static IEnumerable<string> Scripts(IHtmlDocument page)
    {
        foreach (var script in page.Scripts.Where(s => s.Source is not { Length: > 0 }))
            yield return "script in the page: " + Short(script.TextContent);
        foreach (var element in page.All.Where(e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))))
            yield return "handler in the page: " + Short(element.OuterHtml);
        foreach (var link in page.All.Where(e => (e.GetAttribute("href") ?? e.GetAttribute("src") ?? "").Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)))
            yield return "script address: " + Short(link.OuterHtml);
    }

    private static IEnumerable<string> Defects(IHtmlDocument page)
    {
        if (page.DocumentElement.GetAttribute("lang") != "zh-CN")
            yield return "lang";
        if (page.Title is not { } title || !title.Contains(" - ", StringComparison.Ordinal))
            yield return "title: " + page.Title;
        if (page.QuerySelectorAll("h1").Length != 1)
            yield return $"{page.QuerySelectorAll("h1").Length} h1";
        if (Source().Match(page.Text()) is { Success: true } source)
            yield return "source text: " + source.Value;
        if (page.QuerySelector("[style], style") is { } styled)
            yield return "inline style: " + Short(styled.OuterHtml);
        foreach (var input in page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
            if (input.Closest("label") is null && input.GetAttribute("aria-label") is null && (input.Id is not { Length: > 0 } id || page.QuerySelector($"label[for='{id}']") is null))
                yield return "no label: " + Short(input.OuterHtml);
        foreach (var twice in page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1))
            yield return "id twice: " + twice.Key;
        foreach (var image in page.QuerySelectorAll("img:not([alt])"))
            yield return "no alt: " + Short(image.OuterHtml);
        foreach (var table in page.QuerySelectorAll("table").Where(t => t.QuerySelector("th") is null))
            yield return "table without heads: " + Short(table.TextContent);
        foreach (var link in page.QuerySelectorAll("a").Where(a => a.GetAttribute("href") is not { Length: > 0 } || a.TextContent.Trim().Length == 0 && a.GetAttribute("aria-label") is null))
            yield return "link to nowhere or without words: " + Short(link.OuterHtml);
    }

    private static string Short(string text) => text.Trim() is var t && t.Length > 90 ? t[..90] : t;

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Parameter();

    /// <summary>Razor or format text that reached the reader.</summary>
    [GeneratedRegex(@"@(if|foreach|for|switch|\()|</?text>|\{\d\}|\{\w+\}|System\.[A-Z]\w+|Qishi\.[A-Z]\w+\.[A-Z]")]
    private static partial Regex Source();

    /// <summary>Pages whose parameter may be anything: a code of an error, a year, a licence that is told to be forged.</summary>
    [GeneratedRegex(@"bad-day|calendar/|api/docs|openapi|^/?verify/")]
    private static partial Regex OpenToAnyValue();
}
