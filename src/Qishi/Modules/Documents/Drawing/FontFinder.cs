using SkiaSharp;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>Faces the templates use.</summary>
internal enum Face { Song, SongBold, Hei }

/// <summary>
/// Finds font files in the system's font folders (and in <c>Documents:FontFolder</c>, when set). The program carries no font and no font configuration
/// library, so it looks for the family by the files' usual names and believes only what the file itself says.
/// </summary>
internal static class FontFinder
{
    private static readonly string[] Folders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/share/fonts"),
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts), "/System/Library/Fonts", "/Library/Fonts",
    ];

    private static readonly Dictionary<Face, (string Family, bool Bold, string[] Files)[]> Wanted = new()
    {
        [Face.Song] = [("Noto Serif CJK SC", false, ["NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf"]), ("Source Han Serif SC", false, ["SourceHanSerifSC-Regular.otf", "SourceHanSerif.ttc"])],
        [Face.SongBold] = [("Noto Serif CJK SC", true, ["NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf"]), ("Source Han Serif SC", true, ["SourceHanSerifSC-Bold.otf", "SourceHanSerif.ttc"])],
        [Face.Hei] = [("Noto Sans CJK SC", false, ["NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf"]), ("Source Han Sans SC", false, ["SourceHanSansSC-Regular.otf", "SourceHanSans.ttc"])],
    };

    /// <summary>File and index of a face; null when the system has none.</summary>
    public static (string Path, int Index)? Find(Face face, string? extraFolder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6 };
        foreach (var folder in Folders.Prepend(extraFolder ?? "").Where(f => f.Length > 0 && Directory.Exists(f)))
            foreach (var (family, bold, files) in Wanted[face])
                foreach (var name in files)
                    foreach (var path in Directory.EnumerateFiles(folder, name, options))
                        if (IndexOf(path, family, bold) is { } index)
                            return (path, index);
        return null;
    }

    /// <summary>A collection holds one face per region; the wanted one is found by its own name.</summary>
    private static int? IndexOf(string path, string family, bool bold)
    {
        for (var index = 0; index < 64; index++)
        {
            using var face = SKTypeface.FromFile(path, index);
            if (face is null)
                return null;
            if (face.FamilyName == family && face.IsBold == bold)
                return index;
        }

        return null;
    }
}
