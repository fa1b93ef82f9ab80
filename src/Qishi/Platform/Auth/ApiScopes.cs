namespace Qishi.Platform.Auth;

/// <summary>Scopes a machine client may be given. A scope opens the permissions whose code begins with one of its prefixes, as far as the role has them.</summary>
public static class ApiScopes
{
    public static readonly IReadOnlyDictionary<string, ApiScope> All = new Dictionary<string, ApiScope>
    {
        ["startup"] = new("企业开办：提交、查询", ["startup."]),
        ["registry"] = new("登记：查询主体、核验执照和签章、校验代码", ["registration.", "documents.", "licences."]),
        ["exchange"] = new("部门对接：推送、回执", ["exchange."]),
        ["deadline"] = new("期限：计算截止日期", ["operations.compute-deadlines"]),
    };

    public static bool Opens(string scope, string permission) =>
        All.TryGetValue(scope, out var found) && found.Prefixes.Any(p => permission.StartsWith(p, StringComparison.Ordinal));
}

public sealed record ApiScope(string Name, IReadOnlyList<string> Prefixes);
