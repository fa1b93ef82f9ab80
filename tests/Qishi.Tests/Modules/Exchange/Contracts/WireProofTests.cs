using System.Text;
using System.Text.Json;
using CsCheck;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Contracts;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Contracts;

public sealed class WireProofTests
{
    private static readonly (byte[] PrivateKey, byte[] PublicKey) Key = Sm2.NewKey();
    private static readonly DateTime Now = new(2026, 11, 24, 2, 0, 0, 123, DateTimeKind.Utc);
    private static readonly string Certificate = new('a', 64);

    [Fact]
    public void EachOfABatch_IsProvenByItself() => Gen.Int[1, 40].Sample(
        count =>
        {
            var digests = Digests(count);
            var proofs = WireProof.Sign(Wire.HandOverType, Wire.Bureau, Certificate, Key.PrivateKey, Now, digests);
            return digests.Zip(proofs).All(x => WireProof.Read(x.Second.ToString()) is { } read && read.SignedAt == Now && read.Proves(Wire.HandOverType, Wire.Bureau, x.First, Key.PublicKey));
        },
        iter: 15);

    [Fact]
    public void AnyCharacterChanged_OtherDigestKindSenderOrKey_ProvesNothing()
    {
        var digests = Digests(11);
        var proof = WireProof.Sign(Wire.HandOverType, Wire.Bureau, Certificate, Key.PrivateKey, Now, digests)[6];
        var text = proof.ToString();
        for (var i = 0; i < text.Length; i++)
            foreach (var c in "0aA_.".Where(c => c != text[i]))
                Assert.False(WireProof.Read(text[..i] + c + text[(i + 1)..]) is { } changed && changed.Proves(Wire.HandOverType, Wire.Bureau, digests[6], Key.PublicKey), $"{i} {c}");
        Assert.False(proof.Proves(Wire.HandOverType, Wire.Bureau, digests[5], Key.PublicKey));
        Assert.False(proof.Proves(Wire.ReceiptType, Wire.Bureau, digests[6], Key.PublicKey));
        Assert.False(proof.Proves(Wire.HandOverType, "POLICE", digests[6], Key.PublicKey));
        Assert.False(proof.Proves(Wire.HandOverType, Wire.Bureau, digests[6], Sm2.NewKey().PublicKey));
        Assert.Null(WireProof.Read(text + "."));
        Assert.Null(WireProof.Read(null));
    }

    [Fact]
    public void SignedText_IsTheSameForTheSameContent_AndRefusesDoubledNames()
    {
        using var a = SignedText.Parse("""{"b":1.50,"a":"\u9762","data":{"x":1},"datasalt":"00","proof":"p"}"""u8.ToArray());
        using var b = SignedText.Parse("""{ "a": "面", "b": 1.50 }"""u8.ToArray());
        Assert.Equal("""{"a":"面","b":1.50}""", SignedText.OfHandOver(a.RootElement));
        Assert.Equal(SignedText.OfHandOver(a.RootElement), SignedText.OfHandOver(b.RootElement));
        Assert.Contains("\"data\"", SignedText.OfReceipt(a.RootElement), StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => SignedText.Parse("""{"a":1,"a":2}"""u8.ToArray()));
        Assert.ThrowsAny<JsonException>(() => SignedText.OfReceipt(SignedText.Parse("[1]"u8.ToArray()).RootElement));
    }

    [Fact]
    public void FieldTree_WithFieldsLeftOut_IsTheSameDigest_AndAnotherValueIsNot()
    {
        var salt = new string('7', 32);
        using var data = JsonDocument.Parse("""{"name":"梁记","legalRep":{"idNo":"451521199003070038","mobile":null},"seals":["NAME",{"[0]":1}],"a/b":1,"a":{"b":2},"none":[],"empty":{}}""");
        var fields = FieldTree.Fields(salt, data.RootElement);
        Assert.Equal(["/a/b", "/a~1b", "/empty", "/legalRep/idNo", "/legalRep/mobile", "/name", "/none", "/seals/[0]", "/seals/[1]/~20]"], fields.Select(f => f.Path));
        var digest = FieldTree.Digest(salt, data.RootElement);
        Assert.Equal(digest, FieldTree.Root([.. fields.Select(f => f.Path.StartsWith("/legalRep", StringComparison.Ordinal) ? FieldTree.LeftOut(f) : f)]));
        Assert.NotEqual(digest, FieldTree.Root([.. fields.Select(f => f.Path == "/name" ? f with { Value = "\"韦记\"" } : f)]));
        Assert.NotEqual(digest, FieldTree.Digest(new string('8', 32), data.RootElement));
        Assert.Null(FieldTree.Root([fields[0] with { Salt = null }]));
        // Null, empty text and missing are three things.
        Assert.Equal(3, new[] { """{"a":1,"b":null}""", """{"a":1,"b":""}""", """{"a":1}""" }.Select(j => FieldTree.Digest(salt, JsonDocument.Parse(j).RootElement)).Distinct().Count());
    }

    private static List<byte[]> Digests(int count) => [.. Enumerable.Range(0, count).Select(i => Sm3.Hash(Encoding.UTF8.GetBytes($"message {i}")))];
}
