using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Math;
using Qishi.Kernel.Sm;
using Xunit;

namespace Qishi.Tests.Kernel;

/// <summary>SM algorithms against published vectors: rulebook T-12.1–3, GB/T 32918.5 Annex A, RFC 8998.</summary>
public sealed class SmTests
{
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    [InlineData("统一社会信用代码", "3a405c0e3a9ea7ec8ce00b4dba4847968874529fb9938f5b09ccf1ea5f9a9128")]
    public void T12_1_to_3_Sm3(string text, string hex)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(hex, Sm3.Hex(bytes));
        using var stream = new MemoryStream(bytes);
        Assert.Equal(hex, Sm3.Hex(stream));
    }

    [Fact]
    public void Sm3_InPieces_IsTheDigestOfTheWhole() =>
        Gen.Byte.Array[0, 300].Array[0, 5].Sample(pieces =>
        {
            var sm3 = new IncrementalSm3();
            foreach (var piece in pieces) sm3.Append(piece);
            return sm3.Finish().AsSpan().SequenceEqual(Sm3.Hash([.. pieces.SelectMany(p => p)]));
        });

    [Fact]
    public void HmacSm3_IsTheConstructionOfRfc2104() =>
        Gen.Select(Gen.Byte.Array[16, 100], Gen.Byte.Array[0, 100]).Sample((key, data) =>
        {
            var block = new byte[64];
            (key.Length > 64 ? Sm3.Hash(key) : key).CopyTo(block, 0);
            var inner = Sm3.Hash([.. block.Select(b => (byte)(b ^ 0x36)), .. data]);
            return HmacSm3.Compute(key, data).AsSpan().SequenceEqual(Sm3.Hash([.. block.Select(b => (byte)(b ^ 0x5c)), .. inner]));
        });

    [Fact]
    public void HmacSm3_WithAShortKey_IsRefused() => Assert.Throws<ArgumentException>(() => HmacSm3.Compute(new byte[15], []));

    [Fact]
    public void Sm4Gcm_Open_VectorOfRfc8998()
    {
        var key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
        var sealedBytes = Convert.FromHexString("00001234567800000000ABCD"
            + "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
            + "83DE3541E4C2B58177E065A9BF7B62EC");
        var plaintext = Sm4Gcm.Open(key, sealedBytes, Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));
        Assert.Equal("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA", Convert.ToHexString(plaintext));
    }

    [Fact]
    public void Sm4Gcm_OpenAfterSeal_IsTheSameBytes() =>
        Gen.Select(Gen.Byte.Array[16, 16], Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 40]).Sample((key, text, aad) =>
            Sm4Gcm.Open(key, Sm4Gcm.Seal(key, text, aad), aad).AsSpan().SequenceEqual(text));

    [Fact]
    public void Sm4Gcm_AnyBitTouched_DoesNotOpen() =>
        Gen.Select(Gen.Byte.Array[16, 16], Gen.Byte.Array[0, 60], Gen.Int[0, 1_000_000]).Sample((key, text, at) =>
        {
            var touched = Sm4Gcm.Seal(key, text, [1]);
            touched[at / 8 % touched.Length] ^= (byte)(1 << at % 8);
            return Throws(() => Sm4Gcm.Open(key, touched, [1]));
        });

    [Fact]
    public void Sm4Gcm_OtherContextOrKeyOrCutShort_DoesNotOpen()
    {
        var (key, other) = (new byte[16], new byte[16]);
        other[0] = 1;
        var value = Sm4Gcm.Seal(key, [1, 2, 3], [9]);
        Assert.True(Throws(() => Sm4Gcm.Open(key, value, [8])));
        Assert.True(Throws(() => Sm4Gcm.Open(other, value, [9])));
        Assert.True(Throws(() => Sm4Gcm.Open(key, value.AsSpan(0, 20), [9])));
        Assert.NotEqual(value, Sm4Gcm.Seal(key, [1, 2, 3], [9]));
    }

    [Fact]
    public void Sm2_Verify_VectorOfTheStandard()
    {
        var publicKey = Convert.FromHexString("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        var signature = new DerSequence(
            new DerInteger(new BigInteger("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3", 16)),
            new DerInteger(new BigInteger("B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA", 16))).GetDerEncoded();
        Assert.True(Sm2.Verify(publicKey, "message digest"u8, signature));
        Assert.False(Sm2.Verify(publicKey, "message digesT"u8, signature));
        Assert.Equal(publicKey, Sm2.PublicKeyOf(Convert.FromHexString("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")));
    }

    [Fact]
    public void Sm2_VerifyAfterSign_HoldsAndFailsForOthers()
    {
        var (privateKey, publicKey) = Sm2.NewKey();
        var signature = Sm2.Sign(privateKey, [1, 2, 3]);
        Assert.Equal((32, 65), (privateKey.Length, publicKey.Length));
        Assert.Equal(publicKey, Sm2.PublicKeyOf(privateKey));
        Assert.True(Sm2.Verify(publicKey, [1, 2, 3], signature));
        Assert.False(Sm2.Verify(publicKey, [1, 2, 4], signature));
        Assert.False(Sm2.Verify(Sm2.NewKey().PublicKey, [1, 2, 3], signature));
    }

    [Fact]
    public void Sm2_Verify_OfAnyRubbish_IsFalse()
    {
        var (_, publicKey) = Sm2.NewKey();
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Byte.Array[63, 66]).Sample((signature, key) => !Sm2.Verify(publicKey, [1], signature) && !Sm2.Verify(key, [1], signature));
    }

    private static bool Throws(Action open)
    {
        try
        {
            open();
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }
}
