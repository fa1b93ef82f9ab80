using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Qishi.Bench.Under;

namespace Qishi.Bench.Lifecycle;

/// <summary>Drives the program over HTTP: a machine client that submits with its token, a registrar who decides with session cookie and antiforgery token.</summary>
internal sealed partial class Clerks : IDisposable
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    private readonly HttpClient http;
    private AuthenticationHeaderValue? bearer;
    private string session = "", cookies = "", formToken = "";

    public Clerks(Uri address, int connections) => http = new HttpClient(
        new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, AllowAutoRedirect = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) })
    { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Gets the token, signs the registrar in and sends one application through, whose page gives the antiforgery token.</summary>
    public async Task BeginAsync(OwnDatabase database, Application first, CancellationToken ct)
    {
        var (id, secret) = await People.MachineAsync(database, ct);
        using (var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret }), ct))
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            using var json = JsonDocument.Parse(answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"token: {(int)answer.StatusCode} {text}"));
            bearer = new("Bearer", json.RootElement.GetProperty("access_token").GetString());
        }

        session = cookies = await People.RegistrarAsync(database, ct);
        FirstCase = await SubmitAsync(first, ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/desk/startups/{FirstCase}/approve");
        request.Headers.Add("Cookie", cookies);
        using var page = await http.SendAsync(request, ct);
        var html = await page.Content.ReadAsStringAsync(ct);
        formToken = Token().Match(html) is { Success: true } m ? WebUtility.HtmlDecode(m.Groups[1].Value) : throw new InvalidOperationException($"approval page: {(int)page.StatusCode} {Sentences(html)}");
        if (page.Headers.TryGetValues("Set-Cookie", out var set))
            cookies = string.Join("; ", set.Select(c => c.Split(';')[0]).Where(c => c.StartsWith("q-form", StringComparison.Ordinal)).Prepend(session));
    }

    /// <summary>Submitted by <see cref="BeginAsync"/>, not yet decided.</summary>
    public string FirstCase { get; private set; } = "";

    /// <summary>Submits; returns the case number.</summary>
    public async Task<string> SubmitAsync(Application application, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/startups") { Content = new ByteArrayContent(application.Body) { Headers = { ContentType = JsonType } } };
        request.Headers.Authorization = bearer;
        request.Headers.Add("Idempotency-Key", application.Key);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new RefusedException($"submit: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
        return (await answer.Content.ReadFromJsonAsync<Receipt>(ct))!.CaseNo;
    }

    /// <summary>Approves, as the registrar's form does.</summary>
    public async Task ApproveAsync(string caseNo, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/desk/startups/{caseNo}/approve")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = formToken,
                ["_handler"] = "approve",
                ["_key"] = Guid.NewGuid().ToString("N"),
                ["Form.Opinion"] = "符合法定形式，准予登记。",
            }),
        };
        request.Headers.Add("Cookie", cookies);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
            throw new RefusedException($"approve {caseNo}: {(int)answer.StatusCode} {Sentences(await answer.Content.ReadAsStringAsync(ct))}");
    }

    public void Dispose() => http.Dispose();

    /// <summary>The page's own text, short enough for a message.</summary>
    private static string Sentences(string html)
    {
        var main = html.IndexOf("<main", StringComparison.Ordinal) is >= 0 and var at ? html[at..] : html;
        var text = Spaces().Replace(Tags().Replace(main, " "), " ").Trim();
        return text[..Math.Min(text.Length, 600)];
    }

    private sealed record Receipt(string CaseNo);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>The program did not do what was asked.</summary>
internal sealed class RefusedException(string message) : Exception(message);
