using System.Text;
using Qishi.Kernel.Sm;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class Sm2CertificateTests
{
    private static readonly DateTime From = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), To = new(2029, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Issued_IsReadAgainWithAllItSays()
    {
        var (authority, key) = Authority("签名CA");
        var (privateKey, publicKey) = Sm2.NewKey();
        var made = Sm2Certificate.Issue(authority, key, "望溪县公安局", "POLICE", publicKey, From, To);
        foreach (var read in new[] { Sm2Certificate.Read(made.Der)!, Sm2Certificate.Read(Encoding.UTF8.GetBytes(made.Pem))! })
        {
            Assert.Equal((made.Fingerprint, From, To, false), (read.Fingerprint, read.NotBefore, read.NotAfter, read.IsAuthority));
            Assert.Equal(publicKey, read.PublicKey);
            Assert.Contains("望溪县公安局", read.Subject, StringComparison.Ordinal);
            Assert.Contains("POLICE", read.Subject, StringComparison.Ordinal);
            Assert.True(read.IsIssuedBy(authority));
            Assert.True(Sm2.Verify(read.PublicKey, [1, 2], Sm2.Sign(privateKey, [1, 2])));
        }
    }

    [Fact]
    public void ForeignAuthority_OfTheSameName_OrAHolderAsIssuer_IsNotTheIssuer()
    {
        var (authority, key) = Authority("签名CA");
        var (namesake, _) = Authority("签名CA");
        var (holderKey, holderPublic) = Sm2.NewKey();
        var holder = Sm2Certificate.Issue(authority, key, "甲", "A", holderPublic, From, To);
        var below = Sm2Certificate.Issue(holder, holderKey, "乙", "B", Sm2.NewKey().PublicKey, From, To);
        Assert.False(holder.IsIssuedBy(namesake));
        Assert.False(below.IsIssuedBy(holder));
        Assert.True(authority.IsIssuedBy(authority));
    }

    [Fact]
    public void AnyByteChangedOrAdded_IsNoCertificateOfTheIssuer()
    {
        var (authority, key) = Authority("签名CA");
        var made = Sm2Certificate.Issue(authority, key, "望溪县公安局", "POLICE", Sm2.NewKey().PublicKey, From, To);
        for (var i = 0; i < made.Der.Length; i += 3)
        {
            var changed = (byte[])made.Der.Clone();
            changed[i] ^= 1;
            Assert.False(Sm2Certificate.Read(changed) is { } read && read.IsIssuedBy(authority) && read.Fingerprint == made.Fingerprint, $"byte {i}");
            Assert.False(Sm2Certificate.Read(changed)?.IsIssuedBy(authority) ?? false, $"byte {i}");
        }

        Assert.Null(Sm2Certificate.Read([.. made.Der, 0]));
        Assert.Null(Sm2Certificate.Read("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"u8));
        Assert.Null(Sm2Certificate.Read([]));
    }

    private static (Sm2Certificate, byte[]) Authority(string name)
    {
        var (key, _) = Sm2.NewKey();
        return (Sm2Certificate.NewAuthority(key, name, From, To), key);
    }
}
