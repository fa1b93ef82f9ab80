using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Kernel.Draw;

/// <summary>
/// How an object stands in a public pool: by a salted digest, so that the pool can be published without saying who is in it (docs/draw.md §2). The salt is of
/// the object alone: published for the drawn ones, told to a firm that asks about itself.
/// </summary>
public static class ObjectDigest
{
    /// <summary>Salt of an object: keyed digest of its code with the secret key of the task.</summary>
    /// <param name="taskKey">Secret of the task, at least 16 bytes, never published.</param>
    /// <param name="code">Code of the object, e.g. its credit code.</param>
    public static byte[] Salt(ReadOnlySpan<byte> taskKey, string code) => HmacSm3.Compute(taskKey, Encoding.UTF8.GetBytes("qishi-salt-1\n" + code));

    /// <summary>Digest of an object.</summary>
    /// <param name="salt">Its salt, 32 bytes.</param>
    /// <param name="code">Its code.</param>
    public static byte[] Of(ReadOnlySpan<byte> salt, string code)
    {
        var sm3 = DrawBytes.Tagged("qishi-object-1");
        sm3.Append(salt);
        sm3.AppendText(code);
        return sm3.Finish();
    }
}
