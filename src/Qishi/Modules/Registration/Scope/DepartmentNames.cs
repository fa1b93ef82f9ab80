using System.Collections.Frozen;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Scope;

/// <summary>Short names of the departments that scope items name, for pages.</summary>
internal static class DepartmentNames
{
    private static readonly Lazy<FrozenDictionary<string, string>> Shipped = new(() =>
        Csv.Read(Path.Combine(AppContext.BaseDirectory, "SeedData", "reference", "departments.csv")).ToFrozenDictionary(r => r["code"], r => r["short_name"]));

    public static bool Knows(string code) => Shipped.Value.ContainsKey(code);

    public static string Of(string? code) => code is null ? "" : Shipped.Value.GetValueOrDefault(code, code);
}
