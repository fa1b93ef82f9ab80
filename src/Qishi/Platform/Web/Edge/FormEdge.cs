using Microsoft.AspNetCore.Antiforgery;

namespace Qishi.Platform.Web;

/// <summary>
/// Form posts before their page sees them: a missing or foreign token, an upload beyond the limit, characters no database should store.
/// When the form was shown to the person who sends it, its content is kept and offered again.
/// </summary>
internal sealed class FormEdge(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, StashedForms stash, Auth.Actor actor)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } failed)
        {
            // Reading the form is safe here: it is only kept, and only when it carries a seal made for this person.
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            if (failed.Error?.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            {
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            if (failed.Error?.InnerException is null && http.Request.HasFormContentType && actor.AccountId is { } account)
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                if (stash.OwnerOf(form) == account && await stash.KeepAsync(http.Request, form, http.RequestAborted) is { } id)
                {
                    http.Response.Redirect(StashedForms.Url(id));
                    return;
                }
            }

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && !ApiAnswers.IsApi(http) && http.GetEndpoint() is not null)
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form.Any(f => IsDirty(f.Key) || f.Value.Any(IsDirty)) || form.Files.Any(f => IsDirty(f.FileName)))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
        }

        await next(http);
    }

    /// <summary>U+0000, or the mark the reader puts where bytes were not UTF-8.</summary>
    private static bool IsDirty(string? text) => text is not null && text.AsSpan().ContainsAny('\0', '\uFFFD');
}
