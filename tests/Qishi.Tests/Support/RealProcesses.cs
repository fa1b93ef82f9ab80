using Xunit;

namespace Qishi.Tests.Support;

/// <summary>Tests that start the program as processes of their own and kill them: after all others and one by one, so that a loaded machine does not decide their outcome.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "real processes";
}
