using System.Security.Cryptography;
using System.Text;
using Qishi.Kernel.Sm;

namespace Qishi.Modules.Exchange.Contracts;

/// <summary>
/// How requests between the bureau and a department are signed, both ways: HMAC-SM3 with the department's secret over method, path, department, time, nonce,
/// idempotency key and the SM3 digest of the body. A request is good once (nonce) and for some minutes (time).
/// </summary>
/// <param name="Department">Department code, in <see cref="DepartmentHeader"/>.</param>
/// <param name="Timestamp">Seconds since 1970 (UTC), in <see cref="TimestampHeader"/>.</param>
/// <param name="Nonce">32 hexadecimal digits, never used twice, in <see cref="NonceHeader"/>.</param>
/// <param name="BodyDigest">SM3 of the body's bytes, in <see cref="DigestHeader"/>.</param>
/// <param name="Signature">64 hexadecimal digits, in <see cref="SignatureHeader"/>.</param>
public sealed record WireSignature(string Department, long Timestamp, string Nonce, string BodyDigest, string Signature)
{
    /// <summary>Header of the department code.</summary>
    public const string DepartmentHeader = "Qishi-Department";

    /// <summary>Header of the time.</summary>
    public const string TimestampHeader = "Qishi-Timestamp";

    /// <summary>Header of the nonce.</summary>
    public const string NonceHeader = "Qishi-Nonce";

    /// <summary>Header of the body's digest.</summary>
    public const string DigestHeader = "Qishi-Digest";

    /// <summary>Header of the signature.</summary>
    public const string SignatureHeader = "Qishi-Signature";

    /// <summary>Header of the idempotency key of a hand-over.</summary>
    public const string KeyHeader = "Idempotency-Key";

    private const string Scheme = "QISHI-HMAC-SM3-1";

    /// <summary>Signs a request.</summary>
    /// <param name="secret">The department's secret, at least 16 bytes.</param>
    /// <param name="department">Department code.</param>
    /// <param name="method">GET or POST.</param>
    /// <param name="pathAndQuery">Path with query, as sent.</param>
    /// <param name="idempotencyKey">Key of the hand-over; "" when there is none.</param>
    /// <param name="body">Body bytes; empty when there is none.</param>
    /// <param name="nowUtc">Time of signing.</param>
    public static WireSignature Sign(ReadOnlySpan<byte> secret, string department, string method, string pathAndQuery, string idempotencyKey, ReadOnlySpan<byte> body, DateTime nowUtc)
    {
        var unsigned = new WireSignature(department, new DateTimeOffset(nowUtc).ToUnixTimeSeconds(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Sm3.Hex(body), "");
        return unsigned with { Signature = Convert.ToHexStringLower(HmacSm3.Compute(secret, unsigned.Canonical(method, pathAndQuery, idempotencyKey))) };
    }

    /// <summary>The signature of a request's headers; null when one is missing or unreadable.</summary>
    /// <param name="header">Reads a header; null or "" when it is missing.</param>
    public static WireSignature? Read(Func<string, string?> header)
    {
        var (department, nonce, digest, signature) = (header(DepartmentHeader), header(NonceHeader), header(DigestHeader), header(SignatureHeader));
        if (string.IsNullOrEmpty(department) || department.Length > 20 || nonce is not { Length: 32 } || digest is not { Length: 64 } || signature is not { Length: 64 })
            return null;
        return long.TryParse(header(TimestampHeader), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var timestamp)
            ? new(department, timestamp, nonce, digest, signature) : null;
    }

    /// <summary>The headers to send.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers =>
    [
        new(DepartmentHeader, Department), new(TimestampHeader, Timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new(NonceHeader, Nonce), new(DigestHeader, BodyDigest), new(SignatureHeader, Signature),
    ];

    /// <summary>True when the body is the one that was signed and the signature is the secret's. Compared in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> secret, string method, string pathAndQuery, string idempotencyKey, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sm3.Hex(body)), Encoding.ASCII.GetBytes(BodyDigest))
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HmacSm3.Compute(secret, Canonical(method, pathAndQuery, idempotencyKey)))), Encoding.ASCII.GetBytes(Signature));

    /// <summary>True when the request was signed within <paramref name="seconds"/> of now, before or after (clocks differ).</summary>
    public bool IsFresh(DateTime nowUtc, int seconds) => Math.Abs(new DateTimeOffset(nowUtc).ToUnixTimeSeconds() - Timestamp) <= seconds;

    private byte[] Canonical(string method, string pathAndQuery, string idempotencyKey) =>
        Encoding.UTF8.GetBytes($"{Scheme}\n{method}\n{pathAndQuery}\n{Department}\n{Timestamp}\n{Nonce}\n{idempotencyKey}\n{BodyDigest}");
}
