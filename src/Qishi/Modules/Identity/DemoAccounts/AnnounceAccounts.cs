using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Seed;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.DemoAccounts;

/// <summary>Prints where to go and, in the demo, with which account; a newcomer needs nothing else.</summary>
internal sealed class AnnounceAccounts(IServiceScopeFactory scopes, IServer server, IConfiguration configuration, IHostEnvironment environment, IHostApplicationLifetime lifetime)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsEnvironment("Testing"))
            lifetime.ApplicationStarted.Register(() => _ = PrintAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrintAsync()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("[::]", "localhost", StringComparison.Ordinal) ?? "";
        if (!configuration.GetValue("Demo", true))
            return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var staff = await db.Set<Staff>().OrderBy(s => s.StaffNo).Select(s => new { s.StaffNo, s.Name, Role = s.Postings.SelectMany(p => p.Roles).Select(r => r.Role).FirstOrDefault() }).ToListAsync();
        Console.WriteLine($"""

            启市演示已启动：{address}
            全部演示账号（角色、动态口令）：{address}{Urls.DemoAccounts}
            密码都是 {DemoPeople.Password}
              申请人   {address}{Urls.SignInPerson}   手机号 13800000001
            """);
        foreach (var line in staff.GroupBy(s => s.Role).Select(g => g.First()))
            Console.WriteLine($"  {Platform.Auth.Roles.Names.GetValueOrDefault(line.Role ?? "", ""),-8} {address}{Urls.SignIn}   账号 {line.StaffNo}（{line.Name}）");
        Console.WriteLine("演示账号、统一密码和上面这一页只在演示中存在，正式部署没有。");
    }
}
