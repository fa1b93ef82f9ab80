using System.Buffers.Binary;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Kernel.Draw;

/// <summary>The few ways in which bytes are put together in the specification (docs/draw.md §1).</summary>
internal static class DrawBytes
{
    /// <summary>A text as the specification writes it: its length in UTF-8 bytes (4 bytes, big endian), then the bytes.</summary>
    public static void AppendText(this IncrementalSm3 sm3, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        sm3.AppendNumber((uint)bytes.Length);
        sm3.Append(bytes);
    }

    /// <summary>A number, 4 bytes, big endian.</summary>
    public static void AppendNumber(this IncrementalSm3 sm3, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        sm3.Append(bytes);
    }

    /// <summary>A digest that begins with a tag of its own, so that no value of one kind can pass for another.</summary>
    public static IncrementalSm3 Tagged(string tag)
    {
        var sm3 = new IncrementalSm3();
        sm3.Append(Encoding.ASCII.GetBytes(tag + "\n"));
        return sm3;
    }
}
