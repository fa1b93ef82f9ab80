using Qishi.Kernel;
using Qishi.Kernel.Flow;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;

namespace Qishi.Modules.Registration.Checks;

/// <summary>Words of the trade for kinds and statuses (rulebook A §1.1, §1.7; ux.md 2.8).</summary>
internal static class Wording
{
    /// <summary>Statuses with the staff word, the public word and the tone.</summary>
    public static readonly IReadOnlyDictionary<EntityStatus, StateInfo<EntityStatus>> Statuses = new StateInfo<EntityStatus>[]
    {
        new(EntityStatus.Registered, "存续", "存续（在营）", Tone.G),
        new(EntityStatus.Suspended, "歇业", null, Tone.V),
        new(EntityStatus.Liquidating, "清算中", null, Tone.V),
        new(EntityStatus.DeregNotice, "简易注销公示中", null, Tone.V),
        new(EntityStatus.Revoked, "吊销未注销", "吊销，未注销", Tone.R),
        new(EntityStatus.OrderedClosed, "责令关闭", null, Tone.R),
        new(EntityStatus.RegCancelled, "撤销登记", null, Tone.R),
        new(EntityStatus.Deregistered, "注销", "已注销", Tone.L),
        new(EntityStatus.ForcedDereg, "强制注销", null, Tone.L),
        new(EntityStatus.MovedOut, "迁出", "已迁出", Tone.L),
    }.ToDictionary(s => s.State);

    public static string KindWord(EntityKind kind) => kind switch { EntityKind.Individual => "个体工商户", EntityKind.Llc => "有限责任公司" };

    public static string AddressTitle(EntityKind kind) => kind switch { EntityKind.Individual => "经营场所", EntityKind.Llc => "住所" };

    public static string HeadTitle(EntityKind kind) => kind switch { EntityKind.Individual => "经营者", EntityKind.Llc => "法定代表人" };

    public static string CapitalTitle(EntityKind kind) => kind switch { EntityKind.Individual => "资金数额", EntityKind.Llc => "注册资本" };

    /// <summary>Who registered it: this bureau, or the city's authority, whose names share the city's library .</summary>
    public static string Authority(Entity entity, string bureau) => OfTheCity(entity) ? entity.Division + "市场监督管理局" : bureau;

    /// <summary>Registered with the city's authority: this bureau shows it and cannot change it.</summary>
    public static bool OfTheCity(Entity entity) => entity.Uscc[6..8] == "00";

    /// <summary>类型 as on the licence.</summary>
    public static string TypeText(EntityKind kind, CompositionForm? composition, int shareholders) => kind switch
    {
        EntityKind.Individual => composition == CompositionForm.Family ? "个体工商户（家庭经营）" : "个体工商户（个人经营）",
        EntityKind.Llc => shareholders == 1 ? "有限责任公司（自然人独资）" : "有限责任公司（自然人投资或控股）",
    };
}
