using Microsoft.AspNetCore.Authentication;

namespace Qishi.Platform.Auth;

/// <summary>Stands in for the bearer scheme while no machine clients are set up: nobody is signed in.</summary>
internal sealed class NoBearer : IAuthenticationHandler
{
    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

    public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

    public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;
}
