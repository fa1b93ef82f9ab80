using Qishi.Modules.Identity.Contracts;

namespace Qishi.Modules.Identity;

internal static class OrgUnitWords
{
    public static readonly IReadOnlyDictionary<OrgUnitKind, string> Kinds = new Dictionary<OrgUnitKind, string>
    {
        [OrgUnitKind.Bureau] = "局",
        [OrgUnitKind.Section] = "股室",
        [OrgUnitKind.Station] = "监管所",
        [OrgUnitKind.Department] = "部门",
        [OrgUnitKind.Hall] = "政务大厅",
        [OrgUnitKind.Outlet] = "银行网点",
    };
}
