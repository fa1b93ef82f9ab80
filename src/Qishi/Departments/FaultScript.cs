using System.Globalization;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Departments;

/// <summary>What may go wrong at a department, each by name.</summary>
internal enum Fault
{
    None,

    /// <summary>Takes its time.</summary>
    Delay,

    /// <summary>Answers with an error before anything is kept.</summary>
    Fail,

    /// <summary>Keeps it, and the answer is lost.</summary>
    LoseReply,

    /// <summary>The same thing arrives, or is sent, twice.</summary>
    Duplicate,

    /// <summary>Newer news before older.</summary>
    Reorder,

    /// <summary>Sends the matter back.</summary>
    Reject,

    /// <summary>A byte is altered on the way.</summary>
    Corrupt,

    /// <summary>Signed with somebody else's secret.</summary>
    WrongSignature,

    /// <summary>A file stops in the middle.</summary>
    HalfFile,
}

/// <summary>
/// Faults by seed: what happens to one thing at its n-th time depends on the seed, the thing and n alone, never on the hour or on what happens beside it. So the same
/// seed is the same script, however the processes interleave.
/// </summary>
/// <param name="Seed">Chosen or drawn; always shown.</param>
/// <param name="Percent">How many of a hundred things go wrong.</param>
internal sealed record FaultScript(int Seed, int Percent)
{
    private static readonly Fault[] Arriving = [Fault.Delay, Fault.Fail, Fault.LoseReply, Fault.Duplicate, Fault.Corrupt];
    private static readonly Fault[] Reporting = [Fault.Delay, Fault.Fail, Fault.LoseReply, Fault.Duplicate, Fault.Reorder, Fault.Corrupt, Fault.WrongSignature, Fault.HalfFile];

    public static readonly FaultScript Off = new(0, 0);

    /// <summary>A hand-over arrives for the n-th time.</summary>
    public Fault OnArrival(string key, int n) => Of("arrival", key, n, Arriving);

    /// <summary>A bundle of receipts leaves for the n-th time; <paramref name="key"/> names its first receipt.</summary>
    public Fault OnReport(string key, int n) => Of("report", key, n, Reporting);

    /// <summary>The department decides on a matter: it may send it back, the first version only, so that every matter comes to its end.</summary>
    public bool SendsBack(string key, int version) => version == 1 && Of("decide", key, 1, [Fault.Reject]) == Fault.Reject;

    private Fault Of(string stage, string key, int n, Fault[] among)
    {
        // From the tenth time on nothing happens: a script delays, it never starves.
        if (Percent <= 0 || n > 9)
            return Fault.None;
        var digest = Sm3.Hash(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed}|{stage}|{key}|{n}")));
        var (draw, which) = (BitConverter.ToUInt32(digest, 0) % 100, BitConverter.ToUInt32(digest, 4));
        return draw < Percent ? among[which % (uint)among.Length] : Fault.None;
    }
}
