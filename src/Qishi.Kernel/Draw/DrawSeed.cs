namespace Qishi.Kernel.Draw;

/// <summary>The seed of a draw and the commitments before it (docs/draw.md §4): nobody can choose it, everybody can compute it afterwards.</summary>
public static class DrawSeed
{
    /// <summary>Fewest characters of a party's secret: a shorter one could be guessed from its commitment.</summary>
    public const int MinSecretLength = 16;

    /// <summary>Most characters of a party's secret.</summary>
    public const int MaxSecretLength = 200;

    /// <summary>What a party publishes before anyone tells a secret: a digest that binds it to one secret for this pool.</summary>
    /// <param name="poolDigest">Digest of the frozen pool.</param>
    /// <param name="party">Name of the party as in the terms.</param>
    /// <param name="secret">Its secret.</param>
    public static byte[] Commitment(ReadOnlySpan<byte> poolDigest, string party, string secret)
    {
        var sm3 = DrawBytes.Tagged("qishi-commit-1");
        sm3.Append(poolDigest);
        sm3.AppendText(party);
        sm3.AppendText(secret);
        return sm3.Finish();
    }

    /// <summary>The seed.</summary>
    /// <param name="poolDigest">Digest of the frozen pool.</param>
    /// <param name="publicNumber">The public number as published, digits only; "" when the terms name none.</param>
    /// <param name="secrets">The secrets in the order of the parties in the terms.</param>
    public static byte[] Of(ReadOnlySpan<byte> poolDigest, string publicNumber, IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var sm3 = DrawBytes.Tagged("qishi-seed-1");
        sm3.Append(poolDigest);
        sm3.AppendText(publicNumber);
        foreach (var secret in secrets) sm3.AppendText(secret);
        return sm3.Finish();
    }
}
