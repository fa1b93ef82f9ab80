using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Identity.FirstAdministrator;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Seed;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Ops;

namespace Qishi.Modules.Identity.DemoAccounts;

/// <summary>Says where to go and, in the demo, with which account; in production, how to make the first one.</summary>
internal sealed class AnnounceAccounts(AppDb db, FirstAdministratorHandler first, IConfiguration configuration) : IStartupNotice
{
    public async Task<IReadOnlyList<string>> LinesAsync(string address, CancellationToken ct)
    {
        if (!configuration.GetValue("Demo", true))
            return await first.NewSecretAsync(ct) is { } secret
                ? [$"还没有任何账号。请打开 {address}{Urls.SignInFirst} 建立第一个系统管理员，启动密钥（只显示这一次）：{secret}"]
                : [];
        var staff = await db.Set<Staff>().OrderBy(s => s.StaffNo)
            .Select(s => new { s.StaffNo, s.Name, Role = s.Postings.SelectMany(p => p.Roles).Select(r => r.Role).FirstOrDefault() }).ToListAsync(ct);
        return
        [
            "",
            $"启市演示已启动：{address}",
            $"  演示账号、角色和动态口令：{address}{Urls.DemoAccounts}",
            $"  密码都是 {DemoPeople.Password}",
            $"  申请人　{address}{Urls.SignInPerson}?by=password　手机号 13800000001",
            $"  工作人员　{address}{Urls.SignIn}　" + string.Join("，", staff.Where(s => s.Role is not null).GroupBy(s => s.Role).Select(g => $"{Roles.Names.GetValueOrDefault(g.Key!, g.Key!)} {g.First().StaffNo}")),
            "演示账号和统一密码只在演示中存在，正式部署没有。",
            "",
        ];
    }
}
