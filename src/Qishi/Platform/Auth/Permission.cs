using Microsoft.AspNetCore.Authorization;

namespace Qishi.Platform.Auth;

/// <summary>What may be done, in words, and which roles may do it. Modules declare theirs; the table is written to docs/routes.md and reviewed.</summary>
public sealed record Permission(string Code, string Name, params string[] Roles);

/// <summary>Role codes. A role is a bundle of permissions a posting carries; what it may do stands beside each permission.</summary>
public static class Roles
{
    public const string Applicant = "applicant";
    public const string Registrar = "registrar";
    public const string RegistrationSupervisor = "registration-supervisor";
    public const string Guide = "guide";
    public const string Liaison = "liaison";
    public const string OutletClerk = "outlet-clerk";
    public const string Leader = "leader";
    public const string StationInspector = "station-inspector";
    public const string Inspector = "inspector";
    public const string InspectionOffice = "inspection-office";
    public const string Operator = "operator";
    public const string SystemAdmin = "system-admin";
    public const string SecurityAdmin = "security-admin";
    public const string AuditAdmin = "audit-admin";
    public const string MachineClient = "machine-client";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Applicant] = "申请人",
        [Registrar] = "注册官",
        [RegistrationSupervisor] = "登记注册股负责人",
        [Guide] = "导办员",
        [Liaison] = "部门联络员",
        [OutletClerk] = "银行网点经办",
        [Leader] = "局领导",
        [StationInspector] = "监管所人员",
        [Inspector] = "执法检查人员",
        [InspectionOffice] = "双随机联席办人员",
        [Operator] = "运行管理员",
        [SystemAdmin] = "系统管理员",
        [SecurityAdmin] = "安全管理员",
        [AuditAdmin] = "审计管理员",
        [MachineClient] = "接口客户端",
    };

    /// <summary>Everyone who works for the county: bureau, departments, outlets.</summary>
    public static readonly string[] Staff =
        [Registrar, RegistrationSupervisor, Guide, Liaison, OutletClerk, Leader, StationInspector, Inspector, InspectionOffice, Operator, SystemAdmin, SecurityAdmin, AuditAdmin];
}

/// <summary>The page or endpoint needs this permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public const string PolicyPrefix = "needs:", FreshPrefix = "fresh:";
    private bool fresh;

    public NeedsAttribute(string permission) : base(PolicyPrefix + permission) => Permission = permission;

    public string Permission { get; }

    /// <summary>A sensitive act: the person must have given the password or code within the last minutes (<c>auth.reauthMinutes</c>), else confirms it first.</summary>
    public bool Fresh
    {
        get => fresh;
        set => Policy = ((fresh = value) ? FreshPrefix : PolicyPrefix) + Permission;
    }
}

/// <summary>Open to everybody, with the reason why: a route is never open by accident.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToAllAttribute(string why) : Attribute, IAllowAnonymous
{
    public string Why { get; } = why;
}

public static class RoutePermissionExtensions
{
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsAttribute(permission));

    public static TBuilder OpenToAll<TBuilder>(this TBuilder builder, string why) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OpenToAllAttribute(why));
}
