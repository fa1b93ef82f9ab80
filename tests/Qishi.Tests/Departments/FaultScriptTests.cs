using Qishi.Departments;
using Xunit;

namespace Qishi.Tests.Departments;

public sealed class FaultScriptTests
{
    [Fact]
    public void TheSameSeed_IsTheSameScript_AnotherIsAnother_AndEveryFaultOccurs()
    {
        static List<Fault> Script(int seed) =>
            [.. Enumerable.Range(0, 2000).Select(n => new FaultScript(seed, 30).OnArrival($"k{n}", 1)), .. Enumerable.Range(0, 2000).Select(n => new FaultScript(seed, 30).OnReport($"r{n}", 1))];
        Assert.Equal(Script(7), Script(7));
        Assert.NotEqual(Script(7), Script(8));
        Assert.Equal(Enum.GetValues<Fault>().Where(f => f != Fault.Reject).Order(), Script(7).Distinct().Order());
        Assert.InRange(Script(7).Count(f => f != Fault.None), 1000, 1400);
        Assert.Contains(Enumerable.Range(0, 100), n => new FaultScript(7, 30).SendsBack($"k{n}", 1));
        Assert.DoesNotContain(Enumerable.Range(0, 100), n => new FaultScript(7, 30).SendsBack($"k{n}", 2));
        // It delays, it never starves: at some time everything goes through.
        Assert.Equal(Fault.None, new FaultScript(7, 100).OnArrival("k", 10));
    }
}
