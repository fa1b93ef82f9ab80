using Qishi.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAppsEnd))]

namespace Qishi.Tests.Support;

/// <summary>Stops the shared programs when the last test is done: their databases are dropped next, and nothing of them may keep the process alive.</summary>
public sealed class SharedAppsEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => TestApp.StopSharedAsync();
}
