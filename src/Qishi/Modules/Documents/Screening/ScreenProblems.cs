using Qishi.Kernel;

namespace Qishi.Modules.Documents.Screening;

/// <summary>Why a file is not taken, in words (ux.md E10, E11): what is wrong with which file, and what to do.</summary>
internal static class ScreenProblems
{
    private const string Field = "File";

    public static Problem TooBig(string label, long? size, long limit) => new("material-too-big",
        $"“{label}”{(size is { } s ? $"有{MegaBytes(s)}MB，" : "")}超过{limit / 1024 / 1024}MB。请重新拍照或压缩后再传，其他内容都还在", Field);

    public static Problem WrongType(string label) => new("material-type", $"“{label}”不是照片或PDF，不能上传。请上传JPG、PNG或PDF文件", Field);

    public static Problem NotAPng(string label) => new("material-type", $"“{label}”不是PNG签名图片，不能用作签名。请在签名框里重新签名", Field);

    public static Problem Empty(string label) => new("material-empty", $"“{label}”是空文件，里面没有内容。请重新拍照或重新选择文件", Field);

    public static Problem Broken(string label) => new("material-broken", $"“{label}”打不开，可能没有传完整。请重新拍照或重新导出后再传", Field);

    public static Problem TooManyPixels(string label, long width, long height, long limit) => new("material-pixels",
        $"“{label}”有{width}×{height}像素，超过{Pixels(limit)}像素。请缩小图片后再传，其他内容都还在", Field);

    public static Problem ActivePdf(string label) => new("material-active-pdf", $"“{label}”里带有脚本、附件或自动打开的程序，不能上传。请另存为普通PDF，或拍照后再传", Field);

    public static Problem LockedPdf(string label) => new("material-locked-pdf", $"“{label}”设了密码，工作人员打不开。请去掉密码后再传", Field);

    public static Problem Infected(string label) => new("material-infected", $"“{label}”里检查出病毒，不能上传。请换一台设备重新拍照或扫描后再传", Field);

    public static Problem NotScanned(string label) => new("material-not-scanned", $"“{label}”还没有传上：文件检查暂时用不了。请过几分钟再传，其他内容都还在", Field);

    public static Problem TooMany(int limit) => new("material-too-many", $"这里已有{limit}个文件，不能再传。请先删除不需要的文件", Field);

    private static string MegaBytes(long bytes) => (bytes / 1024 / 1024).ToString();

    private static string Pixels(long count) => count % 10_000 == 0 ? $"{count / 10_000}万" : count.ToString();
}
