using Qishi.Platform.Auth;

namespace Qishi.Modules.Identity;

public static class Permissions
{
    public const string OwnAccount = "identity.account.own";
    public const string ReadStaff = "identity.staff.read";
    public const string KeepStaff = "identity.staff.keep";
    public const string KeepUnits = "identity.units.keep";
    public const string GrantRoles = "identity.roles.grant";
    public const string GuardAccounts = "identity.accounts.guard";
    public const string ReadAudit = "identity.audit.read";
    public const string ExportAudit = "identity.audit.export";
    public const string KeepMachines = "identity.machines.keep";

    internal static IEnumerable<Permission> All =>
    [
        new(OwnAccount, "我的账号", [Roles.Applicant, .. Roles.Staff]),
        new(ReadStaff, "查看机构和人员", Roles.SystemAdmin, Roles.SecurityAdmin),
        new(KeepStaff, "维护人员和任职", Roles.SystemAdmin),
        new(KeepUnits, "维护机构", Roles.SystemAdmin),
        new(GrantRoles, "授予角色", Roles.SecurityAdmin),
        new(GuardAccounts, "停用、启用、重置账号", Roles.SecurityAdmin),
        new(ReadAudit, "查看审计日志", Roles.AuditAdmin),
        new(ExportAudit, "导出审计日志", Roles.AuditAdmin),
        new(KeepMachines, "维护接口客户端", Roles.SecurityAdmin),
    ];
}
