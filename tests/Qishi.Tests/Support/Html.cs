using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Qishi.Tests.Support;

/// <summary>Pages read and forms posted as a browser without JavaScript would.</summary>
public static class Html
{
    private static readonly HtmlParser Parser = new();

    /// <summary>The page; fails the test when it does not answer with the status.</summary>
    public static async Task<IHtmlDocument> GetPageAsync(this HttpClient client, string url, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(url);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"GET {url}: {(int)response.StatusCode} {response.Headers.Location} {text[..Math.Min(text.Length, 400)]}");
        return Parser.ParseDocument(text);
    }

    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage response) => Parser.ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>Visible text, white space folded.</summary>
    public static string Text(this IHtmlDocument page) => string.Join(' ', (page.Body?.TextContent ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Error sentences of a refused form: the summary and those beside the fields, each once.</summary>
    public static IReadOnlyList<string> Errors(this IHtmlDocument page) =>
        [.. page.QuerySelectorAll(".q-errors li, .q-error, .q-summary li, [role=alert] li").Select(e => e.TextContent.Trim()).Distinct()];

    /// <summary>
    /// Reads the page, fills its form and posts it, with the antiforgery token and all hidden fields of the page. A key is a field's name, the prefix
    /// (<c>Form.</c>) may be left out. A key the form does not have is sent as it stands, as a forger would.
    /// </summary>
    /// <param name="client">A client that keeps cookies.</param>
    /// <param name="url">Address of the page.</param>
    /// <param name="values">What to fill in; null leaves a field out.</param>
    /// <param name="form">Form name (<c>@formname</c>), action or CSS selector; null for the first form of the main part that posts.</param>
    /// <param name="files">Files to choose, by field name.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, string url, IReadOnlyDictionary<string, string?> values, string? form = null, params (string Field, string FileName, byte[] Bytes, string Type)[] files)
    {
        var page = await client.GetPageAsync(url);
        return await client.PostFormAsync(page, url, values, form, files);
    }

    /// <summary>As above, for a page read before.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, IHtmlDocument page, string url, IReadOnlyDictionary<string, string?> values, string? form = null,
        params (string Field, string FileName, byte[] Bytes, string Type)[] files)
    {
        var element = FindForm(page, form) ?? throw new InvalidOperationException($"{url} has no form {form}: {page.Text()}");
        var fields = FieldsOf(element);
        foreach (var (key, value) in values)
        {
            var name = fields.Select(f => f.Name).Concat(NamesOf(element)).FirstOrDefault(n => n == key || n.EndsWith("." + key, StringComparison.Ordinal)) ?? key;
            fields.RemoveAll(f => f.Name == name);
            if (value is not null)
                fields.Add((name, value));
        }

        var action = element.GetAttribute("action") is { Length: > 0 } given ? given : url;
        if (files.Length == 0)
            return await client.PostAsync(action, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        foreach (var file in files)
        {
            var part = new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(file.Type);
            content.Add(part, NamesOf(element).FirstOrDefault(n => n == file.Field || n.EndsWith("." + file.Field, StringComparison.Ordinal)) ?? file.Field, file.FileName);
        }

        return await client.PostAsync(action, content);
    }

    private static IHtmlFormElement? FindForm(IHtmlDocument page, string? form)
    {
        var posting = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(f => string.Equals(f.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)).ToList();
        if (form is null)
            return posting.FirstOrDefault(f => f.Closest("main") is not null && f.GetAttribute("action") != "/signout") ?? posting.FirstOrDefault();
        return posting.FirstOrDefault(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form || f.GetAttribute("action") == form)
            ?? (form.IndexOfAny(['#', '.', '[']) >= 0 ? page.QuerySelector(form) as IHtmlFormElement : null);
    }

    /// <summary>What a browser would send untouched.</summary>
    private static List<(string Name, string Value)> FieldsOf(IHtmlFormElement form)
    {
        List<(string, string)> fields = [];
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name, IsDisabled: false } input when input.Type is not ("submit" or "button" or "file" or "image"):
                    if (input.Type is not ("checkbox" or "radio") || input.IsChecked)
                        fields.Add((name, input.Value));
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    fields.Add((name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    fields.Add((name, area.Value));
                    break;
            }
        }

        return fields;
    }

    private static IEnumerable<string> NamesOf(IHtmlFormElement form) => form.Elements.Select(e => e.GetAttribute("name")).OfType<string>();
}
