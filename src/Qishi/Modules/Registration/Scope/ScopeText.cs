using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;

namespace Qishi.Modules.Registration.Scope;

/// <summary>The text of a business scope: two blocks in the order of the parameter <c>scope.order</c>, each only when it has items.</summary>
internal static class ScopeText
{
    private const string LicensedTail = "（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）";
    private const string GeneralTail = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）";

    /// <param name="items">Items in the order of the form.</param>
    /// <param name="approvals">Numbers of prior approvals by item code; they stand behind their item.</param>
    /// <param name="ground">Rules of the day.</param>
    public static string Of(IEnumerable<ScopeItem> items, IReadOnlyDictionary<string, string> approvals, Ground ground)
    {
        var byLicence = items.ToLookup(i => i.Kind != ScopeKind.General);
        return string.Join('\n', ground.Rules.Texts("scope.order", ground.On).Select(block => block == "LICENSED"
            ? Block("许可项目", byLicence[true], LicensedTail, approvals)
            : Block("一般项目", byLicence[false], GeneralTail, approvals)).Where(b => b.Length > 0));
    }

    private static string Block(string head, IEnumerable<ScopeItem> items, string tail, IReadOnlyDictionary<string, string> approvals)
    {
        var names = items.Select(i => approvals.TryGetValue(i.Code, out var no) ? $"{i.Name}（{no}）" : i.Name).ToList();
        return names.Count == 0 ? "" : $"{head}：{string.Join('；', names)}。{tail}";
    }
}
