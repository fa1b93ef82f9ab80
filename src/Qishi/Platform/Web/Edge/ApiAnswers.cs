using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Qishi.Platform.Web;

/// <summary>Failures in words: RFC 9457 bodies in Chinese with a stable code below <c>/api</c>, pages for people elsewhere.</summary>
internal static class ApiAnswers
{
    public static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api");

    public static void AddProblemPages(this IServiceCollection services) => services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
    {
        var (problem, status) = (context.ProblemDetails, context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode);
        if (problem.Extensions.ContainsKey("code"))
            return;
        var words = BadDay.Of(status);
        problem.Type = "urn:qishi:problem:" + words.Code;
        problem.Title = words.Title;
        problem.Detail ??= words.What;
        problem.Instance = context.HttpContext.Request.Path;
        problem.Extensions["code"] = words.Code;
        if (status >= 500)
            problem.Extensions["errorNumber"] = ErrorNumber.Of(context.HttpContext);
        problem.Extensions.Remove("exception");
    });

    public static void UseProblemPages(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
            api.UseStatusCodePages();
        });
        app.UseWhen(http => !IsApi(http), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/bad-day/500", CreateScopeForErrors = true, StatusCodeSelector = StatusOf });
            pages.UseStatusCodePagesWithReExecute("/bad-day/{0}", createScopeForStatusCodePages: true);
        });
    }

    /// <summary>An error page is read, whatever the failed request was: a refused post must not be taken for a post to the error page.</summary>
    public static Task ReadErrorPagesAsync(HttpContext http, RequestDelegate next)
    {
        if (IsErrorPage(http))
        {
            http.Request.Method = HttpMethods.Get;
            http.Request.QueryString = default;
            http.Features.Set<IAntiforgeryValidationFeature>(null);
        }

        return next(http);
    }

    public static bool IsErrorPage(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    private static int StatusOf(Exception e) => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
