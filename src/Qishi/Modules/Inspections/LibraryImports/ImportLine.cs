namespace Qishi.Modules.Inspections.LibraryImports;

/// <summary>What a row of a list would do.</summary>
internal enum LineEffect { Add, Change, Same, Bad }

/// <summary>A row as read and what it would do; the note says what changes, or what is wrong. Values are kept for applying.</summary>
internal sealed record ImportLine(int No, string Key, string Name, LineEffect Effect, string Note, string[] Values)
{
    public static string Word(LineEffect effect) => effect switch { LineEffect.Add => "新增", LineEffect.Change => "修改", LineEffect.Same => "不变", _ => "有问题" };
}
