using Qishi.Bench;
using Qishi.Bench.Lifecycle;
using Qishi.Bench.Pages;
using Qishi.Bench.Start;

if (BenchOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var report = new Report(options);
try
{
    if (options.Does("start"))
        await StartMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("pages"))
        await PagesMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("lifecycle"))
        await LifecycleMeasure.RunAsync(options, report, stop.Token);
}
finally
{
    report.Write();
}

return 0;
