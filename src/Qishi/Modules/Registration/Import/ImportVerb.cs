using System.Diagnostics;
using Qishi.Kernel;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Import;

/// <summary><c>import FILE [--dry-run]</c>: tries a file out and, unless it is a dry run, imports what can be; rows with problems wait in the queue of the pages.</summary>
internal static class ImportVerb
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        if (args.Skip(1).FirstOrDefault(a => !a.StartsWith('-')) is not { } path || !File.Exists(path))
        {
            Console.Error.WriteLine("用法：import 文件.csv或文件.xlsx [--dry-run]");
            return 2;
        }

        var dry = args.Contains("--dry-run");
        var taken = await TakeAsync(services, path);
        if (!taken.Ok)
        {
            Console.Error.WriteLine(taken.Problems[0].Sentence);
            return 1;
        }

        var run = services.GetRequiredService<ImportRun>();
        await run.RunAsync(taken.Value, Tell, default);
        var started = Stopwatch.GetTimestamp();
        if (!dry && await ReleaseAsync(services, taken.Value))
            await run.RunAsync(taken.Value, Tell, default);
        await using var scope = services.CreateAsyncScope();
        var import = await scope.ServiceProvider.GetRequiredService<AppDb>().FindAsync<ImportFile>(taken.Value);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(import!.State switch
        {
            ImportState.Refused => import.Refusal,
            ImportState.Checked => $"试导入完成：共{import.Total}行，可以导入{import.Fine}行，没有变化{import.Unchanged}行，有问题{import.Bad}行",
            _ => FormattableString.Invariant($"导入完成：共{import.Total}行，导入{import.Fine}户，没有变化{import.Unchanged}行，有问题{import.Bad}行，用时{seconds:0.0}秒，每秒{import.Total / Math.Max(0.001, seconds):0}行"),
        });
        return import.State == ImportState.Refused ? 1 : 0;

        void Tell(ImportFile i)
        {
            if (i.Position % 15_000 < ImportRun.Batch)
                Console.WriteLine($"{ImportFile.Word(i.State)}，到第{i.Position}行，有问题{i.Bad}行");
        }
    }

    private static async Task<Result<Guid>> TakeAsync(IServiceProvider services, string path)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program("import");
        await using var file = File.OpenRead(path);
        var taken = await scope.ServiceProvider.GetRequiredService<StartImportHandler>().TakeAsync(file, Path.GetFileName(path), file.Length, default);
        if (!taken.Ok)
            return Result<Guid>.Refused(taken.Problems);
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
        return taken.Value.Id;
    }

    private static async Task<bool> ReleaseAsync(IServiceProvider services, Guid id)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.Program("import");
        var import = await scope.ServiceProvider.GetRequiredService<AppDb>().FindAsync<ImportFile>(id);
        return (await scope.ServiceProvider.GetRequiredService<ReleaseImportHandler>().HandleAsync(id, new() { Version = $"{import!.Version}" }, default)).Ok;
    }
}
