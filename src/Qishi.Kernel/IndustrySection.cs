namespace Qishi.Kernel;

/// <summary>One of the 20 sections (门类) of GB/T 4754-2017 with its range of divisions .</summary>
/// <param name="Letter">A–T.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="First">First division, two digits as a number.</param>
/// <param name="Last">Last division.</param>
public sealed record IndustrySection(char Letter, string Name, int First, int Last)
{
    /// <summary>All 20, A to T; together 97 divisions without a gap .</summary>
    public static IReadOnlyList<IndustrySection> All { get; } =
    [
        new('A', "农、林、牧、渔业", 1, 5), new('B', "采矿业", 6, 12), new('C', "制造业", 13, 43), new('D', "电力、热力、燃气及水生产和供应业", 44, 46),
        new('E', "建筑业", 47, 50), new('F', "批发和零售业", 51, 52), new('G', "交通运输、仓储和邮政业", 53, 60), new('H', "住宿和餐饮业", 61, 62),
        new('I', "信息传输、软件和信息技术服务业", 63, 65), new('J', "金融业", 66, 69), new('K', "房地产业", 70, 70), new('L', "租赁和商务服务业", 71, 72),
        new('M', "科学研究和技术服务业", 73, 75), new('N', "水利、环境和公共设施管理业", 76, 79), new('O', "居民服务、修理和其他服务业", 80, 82), new('P', "教育", 83, 83),
        new('Q', "卫生和社会工作", 84, 85), new('R', "文化、体育和娱乐业", 86, 90), new('S', "公共管理、社会保障和社会组织", 91, 96), new('T', "国际组织", 97, 97),
    ];

    /// <summary>The section of a division; null when there is no such division.</summary>
    public static IndustrySection? Of(int division) => All.FirstOrDefault(s => s.First <= division && division <= s.Last);
}
