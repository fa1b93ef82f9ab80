using System.Text;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>A document cannot be drawn on this machine now; its content is safe and the message says in Chinese what is missing.</summary>
public sealed class UndrawableException(string message) : Exception(message)
{
    internal static UndrawableException NoFont() =>
        new("服务器上没有中文字库，文书暂时不能生成PDF；文书内容已保存，不受影响。请系统管理员安装思源宋体、思源黑体（Debian软件包fonts-noto-cjk）");

    internal static UndrawableException NoGlyph(Rune rune) =>
        new($"服务器的字库里没有“{rune}”（U+{rune.Value:X4}）这个字，文书暂时不能生成PDF；文书内容已保存，不受影响。请系统管理员安装含有这个字的字库");
}
