using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Modules.Identity;
using Qishi.Modules.Identity.GrantRoles;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Identity.Administration;

/// <summary>GB/T 22239-2019, 8.1.4.2 d: system, security and audit administrator exclude each other and have no business rights.</summary>
public sealed class ThreeAdministratorsTests
{
    [Theory]
    [InlineData("Business", "system-admin")]
    [InlineData("SystemAdmin", "security-admin")]
    [InlineData("SecurityAdmin", "audit-admin")]
    [InlineData("AuditAdmin", "registrar")]
    public void Decide_RoleOfAnotherDuty_IsRefused(string duty, string role) =>
        Assert.Equal("roles-exclude", Assert.Single(GrantRolesHandler.Decide(Enum.Parse<Duty>(duty), [role], own: false)).Code);

    [Fact]
    public void Decide_OwnAccount_IsRefused() => Assert.Equal("roles-own", Assert.Single(GrantRolesHandler.Decide(Duty.SecurityAdmin, [Roles.SecurityAdmin], own: true)).Code);

    [Theory, OnEachDatabase]
    public async Task Page_SecondAdministratorRole_IsRefused(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var client = await app.SignedInAsync("secadmin1");
        var url = await RolesUrlAsync(app, "9001");
        var answer = await client.PostFormAsync(url, new Dictionary<string, string?> { ["Form.Roles"] = "audit-admin" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains((await answer.PageAsync()).Errors(), e => e.Contains("互斥", StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Database_SecondAdministratorRole_IsRefusedWhateverTheRowSays(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        foreach (var duty in new[] { Duty.AuditAdmin, Duty.SystemAdmin, Duty.Business })
        {
            await app.AsAsync(null, async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                var posting = await (from p in db.Set<Posting>() join x in db.Set<Staff>() on p.AccountId equals x.AccountId where x.StaffNo == "9001" select p).FirstAsync();
                db.Add(new PostingRole { PostingId = posting.Id, AccountId = posting.AccountId, Role = Roles.AuditAdmin, Duty = duty });
                await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            });
        }
    }

    [Theory]
    [InlineData("sysadmin1", "/admin/audit", HttpStatusCode.Forbidden)]
    [InlineData("sysadmin1", "/admin/machines", HttpStatusCode.Forbidden)]
    [InlineData("sysadmin1", "/admin/staff", HttpStatusCode.OK)]
    [InlineData("secadmin1", "/admin/audit", HttpStatusCode.Forbidden)]
    [InlineData("secadmin1", "/admin/staff/new", HttpStatusCode.Forbidden)]
    [InlineData("secadmin1", "/admin/machines", HttpStatusCode.OK)]
    [InlineData("auditadmin1", "/admin/staff", HttpStatusCode.Forbidden)]
    [InlineData("auditadmin1", "/admin/machines", HttpStatusCode.Forbidden)]
    [InlineData("auditadmin1", "/admin/audit", HttpStatusCode.OK)]
    [InlineData("registrar1", "/admin/staff", HttpStatusCode.Forbidden)]
    [InlineData("applicant1", "/admin/units", HttpStatusCode.Forbidden)]
    public async Task Get_PagesOfTheOthers_AreForbidden(string who, string url, HttpStatusCode expected)
    {
        using var client = await TestApp.Shared(DatabaseKind.Sqlite).SignedInAsync(who);
        Assert.Equal(expected, (await client.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task Permissions_OfTheThree_AreDisjoint()
    {
        var app = TestApp.Shared(DatabaseKind.Sqlite);
        var sets = new List<IReadOnlySet<string>>();
        foreach (var who in new[] { "sysadmin1", "secadmin1", "auditadmin1" })
            sets.Add((await app.ActorAsync(who)).Permissions.Where(p => p.StartsWith("identity.", StringComparison.Ordinal) && p is not (Permissions.OwnAccount or Permissions.ReadStaff)).ToHashSet());
        Assert.All(sets, s => Assert.NotEmpty(s));
        Assert.Equal(sets.Sum(s => s.Count), sets.SelectMany(s => s).Distinct().Count());
    }

    internal static Task<string> RolesUrlAsync(TestApp app, string staffNo) => app.WithDbAsync(async db =>
    {
        var posting = await (from p in db.Set<Posting>() join x in db.Set<Staff>() on p.AccountId equals x.AccountId where x.StaffNo == staffNo orderby p.From descending select p).FirstAsync();
        return $"{Urls.OneStaff(posting.AccountId)}/postings/{posting.Id}/roles";
    });
}
