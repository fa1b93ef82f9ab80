using System.Text.RegularExpressions;
using Mono.Cecil;
using Qishi.Platform;

namespace Qishi.Tests.Architecture;

/// <summary>The house rules as functions from an assembly to violations; each is tested on the product (none) and on planted violations (found).</summary>
internal static partial class Rules
{
    private const string ModuleRoot = "Qishi.Modules.";

    /// <summary>Rules 1 and 2 of docs/architecture.md: who may use whom.</summary>
    public static IReadOnlyList<string> Walls(AssemblyDefinition assembly, IReadOnlyList<ModuleInfo> modules)
    {
        var uses = modules.ToDictionary(m => m.Name, m => m.Uses.ToHashSet());
        return
        [
            .. (from type in Il.AllTypes(assembly)
                from used in Il.Uses(type)
                let target = Il.FullNamespace(used)
                where target.StartsWith("Qishi", StringComparison.Ordinal)
                let why = Trespass(Il.FullNamespace(type), target, uses)
                where why is not null
                select $"{Il.Outermost(type).FullName} → {used.FullName}: {why}").Distinct().Order(),
        ];
    }

    private static string? Trespass(string from, string to, Dictionary<string, HashSet<string>> uses)
    {
        var (fromModule, toModule) = (ModuleOf(from), ModuleOf(to));
        if (fromModule is null)
            return from.StartsWith("Qishi.Platform", StringComparison.Ordinal) && (toModule is not null || to.StartsWith("Qishi.Departments", StringComparison.Ordinal))
                ? "the platform knows no module" : null;
        if (IsContracts(from) && !to.StartsWith("Qishi.Kernel", StringComparison.Ordinal) && !(toModule == fromModule && IsContracts(to)))
            return "Contracts use the kernel only";
        if (toModule is null || toModule == fromModule)
            return null;
        if (!uses.TryGetValue(fromModule, out var allowed) || !allowed.Contains(toModule))
            return $"{fromModule} does not declare that it uses {toModule}";
        return IsContracts(to) ? null : "only Contracts may be used from outside";
    }

    /// <summary>Entries of Uses that no type needs, and circles.</summary>
    public static IReadOnlyList<string> IdleUses(AssemblyDefinition assembly, IReadOnlyList<ModuleInfo> modules)
    {
        var seen = (from type in Il.AllTypes(assembly)
                    let user = ModuleOf(Il.FullNamespace(type))
                    where user is not null
                    from used in Il.Uses(type)
                    let target = ModuleOf(Il.FullNamespace(used))
                    where target is not null && target != user
                    select (user, target)).ToHashSet();
        return [.. from m in modules from u in m.Uses where !seen.Contains((m.Name, u)) select $"{m.Name} declares {u} and does not use it"];
    }

    public static IReadOnlyList<string> Circles(IReadOnlyList<ModuleInfo> modules)
    {
        var uses = modules.ToDictionary(m => m.Name, m => m.Uses);
        return [.. modules.Where(m => Reaches(m.Name, m.Name, [])).Select(m => $"{m.Name} uses itself through others")];

        bool Reaches(string start, string target, HashSet<string> visited) =>
            uses.TryGetValue(start, out var next) && next.Any(n => n == target || (visited.Add(n) && Reaches(n, target, visited)));
    }

    /// <summary>Rule 3: raw SQL only in Platform/Data.</summary>
    public static IReadOnlyList<string> RawSql(AssemblyDefinition assembly) =>
        Forbidden(assembly, called => RawSqlCall().IsMatch(called), ns => ns == "Qishi.Platform.Data" || ns.StartsWith("Qishi.Migrations", StringComparison.Ordinal));

    /// <summary>Rule 5: time only from TimeProvider.</summary>
    public static IReadOnlyList<string> ClockReads(AssemblyDefinition assembly) =>
        Forbidden(assembly, called => ClockCall().IsMatch(called), _ => false);

    /// <summary>No weak digests, no predictable random numbers, no own outgoing HTTP clients (ASVS 11.3, 13.2.4).</summary>
    public static IReadOnlyList<string> Unsafe(AssemblyDefinition assembly) =>
        Forbidden(assembly, called => UnsafeCall().IsMatch(called), ns => ns.StartsWith("Qishi.Departments", StringComparison.Ordinal) || ns.EndsWith(".Seed", StringComparison.Ordinal));

    /// <summary>Rule 6: suffixes that say nothing.</summary>
    public static IReadOnlyList<string> Names(AssemblyDefinition assembly) =>
    [
        .. Il.AllTypes(assembly)
            .Where(t => t.Namespace.StartsWith("Qishi", StringComparison.Ordinal) && !t.Namespace.StartsWith("Qishi.Migrations", StringComparison.Ordinal) && EmptySuffix().IsMatch(t.Name.Split('`')[0]))
            .Select(t => t.FullName).Order(),
    ];

    /// <summary>Handlers, pages and tests of a use case share its name: a <c>*Handler</c> lives in a folder of the same stem.</summary>
    public static IReadOnlyList<string> HandlersOutOfPlace(AssemblyDefinition assembly) =>
    [
        .. Il.AllTypes(assembly)
            .Where(t => ModuleOf(t.Namespace) is not null && t is { IsClass: true, IsAbstract: false, DeclaringType: null } && t.Name.EndsWith("Handler", StringComparison.Ordinal))
            .Where(t => !char.IsUpper(t.Name[0]) || t.Namespace.Split('.').Length < 4)
            .Select(t => t.FullName).Order(),
    ];

    public static string? ModuleOf(string ns) =>
        ns.StartsWith(ModuleRoot, StringComparison.Ordinal) ? ns[ModuleRoot.Length..].Split('.')[0] : null;

    private static bool IsContracts(string ns) => ns.Split('.') is [_, _, _, "Contracts", ..];

    private static List<string> Forbidden(AssemblyDefinition assembly, Func<string, bool> forbidden, Func<string, bool> exempt) =>
    [
        .. Il.Calls(assembly).Where(c => forbidden(c.Called) && !exempt(Il.FullNamespace(c.From)))
            .Select(c => $"{Il.Outermost(c.From).FullName} → {c.Called}").Distinct().Order(),
    ];

    [GeneratedRegex(@"::(FromSql|FromSqlRaw|FromSqlInterpolated|ExecuteSql|ExecuteSqlRaw|ExecuteSqlRawAsync|ExecuteSqlAsync|ExecuteSqlInterpolatedAsync|SqlQuery|SqlQueryRaw|CreateDbCommand|CreateCommand|GetDbConnection)$")]
    private static partial Regex RawSqlCall();

    [GeneratedRegex(@"^System\.(DateTime|DateTimeOffset)::get_(Now|UtcNow|Today)$")]
    private static partial Regex ClockCall();

    [GeneratedRegex(@"(^System\.Security\.Cryptography\.(MD5|SHA1|DES|RC2)::|^System\.Random::(\.ctor|get_Shared)$|^System\.Net\.Http\.HttpClient::\.ctor$)")]
    private static partial Regex UnsafeCall();

    [GeneratedRegex(@"(?<!^)(Manager|Helper|Helpers|Util|Utils|Common|Base|Impl|Dto|Service|Services)$")]
    private static partial Regex EmptySuffix();
}
