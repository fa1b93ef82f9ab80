using Qishi.Bench;
using Qishi.Bench.Draw;
using Qishi.Bench.Exchange;
using Qishi.Bench.Import;
using Qishi.Bench.Inspections;
using Qishi.Bench.Lifecycle;
using Qishi.Bench.Pages;
using Qishi.Bench.Registry;
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
    if (options.Does("exchange"))
        await ExchangeMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("import"))
        await ImportMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("names"))
        await NamesMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("search"))
        await SearchMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("draw"))
        DrawMeasure.Run(report);
    if (options.Does("year"))
        await YearMeasure.RunAsync(options, report, stop.Token);
    if (options.Verb == "campaign")
        await CampaignMeasure.RunAsync(options, report, stop.Token);
    if (options.Does("lifecycle"))
        await LifecycleMeasure.RunAsync(options, report, stop.Token);
}
finally
{
    report.Write();
}

return Environment.ExitCode;
