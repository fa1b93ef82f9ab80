using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Platform;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>Every route has a permission or says why it is open; the table of routes and roles is docs/routes.md.</summary>
public sealed class RoutePermissionsTests
{
    private static readonly TestApp App = TestApp.Shared(DatabaseKind.Sqlite);

    [Fact]
    public void Routes_OfTheProduct_AllSayWhoMay() => Assert.Empty(WithoutPermission(Routes()));

    [Fact]
    public void Routes_FindPlanted() =>
        Assert.Contains("/planted", WithoutPermission([new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/planted"), 0, new EndpointMetadataCollection(), "planted")]));

    [Fact]
    public void Permissions_UsedByRoutes_AreDeclaredByModules()
    {
        var declared = App.Services.GetRequiredService<ModuleList>().Permissions.Select(p => p.Code).ToHashSet();
        Assert.Empty(Routes().SelectMany(r => r.Metadata.OfType<NeedsAttribute>()).Select(n => n.Permission).Distinct().Where(p => !declared.Contains(p)));
    }

    [Fact]
    public void Permissions_NameKnownRoles() =>
        Assert.Empty(App.Services.GetRequiredService<ModuleList>().Permissions.SelectMany(p => p.Roles).Distinct().Where(r => !Roles.Names.ContainsKey(r)));

    [Fact]
    public void RoutesDocument_IsCurrent()
    {
        var permissions = App.Services.GetRequiredService<ModuleList>().Permissions.ToLookup(p => p.Code);
        var text = new StringBuilder("# Routes and who may use them\n\nWritten by `RoutePermissionsTests`; never by hand. Approve a change with `./dev approve`.\n\n| route | methods | permission | roles |\n|---|---|---|---|\n");
        var rows = Routes().Select(r => (
            Route: "/" + r.RoutePattern.RawText!.TrimStart('/'),
            Methods: string.Join(' ', (r.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Order()),
            Needs: r.Metadata.GetMetadata<NeedsAttribute>()?.Permission,
            Open: r.Metadata.GetMetadata<OpenToAllAttribute>()?.Why)).Where(r => r.Open != "样式、脚本和图片").Distinct();
        foreach (var (route, methods, needs, open) in rows.OrderBy(r => r.Route, StringComparer.Ordinal).ThenBy(r => r.Methods, StringComparer.Ordinal))
            text.Append(needs is null
                ? $"| `{route}` | {methods} | open: {open} | all |\n"
                : $"| `{route}` | {methods} | `{needs}` {permissions[needs].FirstOrDefault()?.Name} | {string.Join(", ", permissions[needs].SelectMany(p => p.Roles).Distinct().Select(r => $"{r} {Roles.Names.GetValueOrDefault(r)}"))} |\n");
        Approved.Document("routes.md", text.ToString());
    }

    private static List<RouteEndpoint> Routes() =>
        [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText is not null)];

    private static List<string> WithoutPermission(IEnumerable<RouteEndpoint> routes) =>
        [.. routes.Where(r => r.Metadata.GetMetadata<NeedsAttribute>() is null && r.Metadata.GetMetadata<OpenToAllAttribute>() is null)
            .Select(r => r.RoutePattern.RawText!)
            // The framework's own: its script, and the development-time fallback for static files (denied by the fallback policy).
            .Where(r => r != "{**path:file}" && !r.StartsWith("_framework", StringComparison.Ordinal) && !r.StartsWith("/_framework", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
}
