using Qishi.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAppsEnd))]

namespace Qishi.Tests.Support;

/// <summary>Stops the programs still running when the last test is done, then drops the databases: nothing of them may keep the process alive.</summary>
public sealed class SharedAppsEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await TestApp.StopSharedAsync();
        await Databases.DropAllAsync();
    }
}
