namespace Qishi.Kernel;

public readonly partial record struct Uscc
{
    // Categories null: the table is not published for that department, any category is accepted with a warning.
    private static readonly Dictionary<char, (string Name, string? Categories)> Departments = new()
    {
        ['1'] = ("机构编制部门", "1239"),
        ['2'] = ("外交部门", null),
        ['3'] = ("司法行政部门", "123459"),
        ['4'] = ("文化部门", null),
        ['5'] = ("民政部门", "1239"),
        ['6'] = ("旅游部门", null),
        ['7'] = ("宗教事务部门", null),
        ['8'] = ("工会", null),
        ['9'] = ("市场监管部门", "1239"),
        ['A'] = ("军队编制部门", null),
        ['N'] = ("农业农村部门", "1239"),
        ['Y'] = ("其他部门", null),
    };

    /// <summary>
    /// Doubts a person should look at, as Chinese sentences: the organisation code's own check character (older codes may deviate, R-2.5), a province that does
    /// not exist, a category nobody can look up. Whether the division existed is asked of <see cref="DivisionTable.WarningsFor"/>.
    /// </summary>
    public IReadOnlyList<string> Warnings => value is null ? [] : [.. Doubts(value)];

    /// <summary>
    /// The sentence to show when the first two characters do not go with the kind of entity; null when they do, or when a sole trader was directly
    /// converted to an enterprise and kept its code.
    /// </summary>
    /// <param name="expectedPrefix">Two characters, e.g. <c>91</c> for an enterprise, <c>92</c> for a sole trader.</param>
    /// <param name="convertedFromIndividual">True when the entity came from a direct conversion (个转企).</param>
    public string? PrefixWarning(string expectedPrefix, bool convertedFromIndividual) =>
        Value.StartsWith(expectedPrefix, StringComparison.Ordinal) || convertedFromIndividual && Value.StartsWith("92", StringComparison.Ordinal)
            ? null
            : $"{Name}以{Value[..2]}开头，与主体类型不一致（应为{expectedPrefix}），请人工核对";

    private static IEnumerable<string> Doubts(string code)
    {
        if (OrganisationCode.CheckCharacter(code.AsSpan(8, 8)) != code[16]) yield return "第17位（组织机构代码校验位）与标准算法不一致，老代码可能如此，请人工核对";
        if (!DivisionCode.IsProvince(code[2..4])) yield return $"第3、4位“{code[2..4]}”不是省级代码，请人工核对";
        if (Departments[code[0]] is { Categories: null } department) yield return $"{department.Name}没有公布机构类别对照表，第2位“{code[1]}”请人工核对";
    }
}
