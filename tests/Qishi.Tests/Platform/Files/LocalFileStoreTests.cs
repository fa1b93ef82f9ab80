using System.Text;
using Qishi.Kernel.Sm;
using Qishi.Platform.Data;
using Qishi.Platform.Files;
using Xunit;

namespace Qishi.Tests.Platform.Files;

public sealed class LocalFileStoreTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("qishi-test-").FullName;

    [Fact]
    public async Task Put_SameContentTwice_IsOneFileUnderItsDigest()
    {
        var store = NewStore();
        var bytes = Encoding.UTF8.GetBytes("营业执照");
        var first = await store.PutAsync(new MemoryStream(bytes), default);
        var second = await store.PutAsync(new MemoryStream(bytes), default);
        Assert.Equal(first, second);
        Assert.Equal((Sm3.Hex(bytes), bytes.Length), (first.Digest, first.Size));
        Assert.Single(Files());
        await using var read = await store.OpenAsync(first.Digest, default);
        Assert.Equal("营业执照", await new StreamReader(read!).ReadToEndAsync());
    }

    [Fact]
    public async Task Put_StreamBreaksOff_LeavesNothing()
    {
        var store = NewStore();
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(new BrokenStream(), default));
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public async Task Open_NotADigest_NeverReachesTheFileSystem(string digest) => await Assert.ThrowsAsync<ArgumentException>(() => NewStore().OpenAsync(digest, default));

    [Fact]
    public async Task Open_UnknownDigest_GivesNothing() => Assert.Null(await NewStore().OpenAsync(new string('a', 64), default));

    private LocalFileStore NewStore() => new(new DatabaseOptions(DatabaseKind.Sqlite, "", "", folder), TimeProvider.System);

    private string[] Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private sealed class BrokenStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (reads++ > 0)
                throw new IOException("planted");
            buffer.Span[..100].Clear();
            return new(100);
        }
    }
}
