// ./dev new-use-case MODULE NAME: folder, handler, page and test of a use case, ready to fill.
if (args is not [var module, var name])
{
    Console.Error.WriteLine("Usage: ./dev new-use-case MODULE NAME");
    return 2;
}

var folder = $"src/Qishi/Modules/{module}/{name}";
if (!Directory.Exists($"src/Qishi/Modules/{module}") || Directory.Exists(folder))
{
    Console.Error.WriteLine($"{module} must exist and {folder} must not.");
    return 1;
}

Write($"{folder}/{name}.cs", $$"""
    using Qishi.Kernel;
    using Qishi.Platform.Auth;
    using Qishi.Platform.Data;
    using Qishi.Platform.Events;

    namespace Qishi.Modules.{{module}}.{{name}};

    public sealed class {{name}}Form
    {
        public string? Reason { get; set; }
    }

    internal sealed class {{name}}Handler(AppDb db, EventLog log, Actor actor)
    {
        public async Task<Result<Guid>> HandleAsync({{name}}Form form, CancellationToken ct)
        {
            var decided = Decide(form);
            if (!decided.Ok)
                return Result<Guid>.Refused(decided.Problems);
            log.Record(actor, "{{name}}", form.Reason);
            await db.SaveChangesAsync(ct);
            return decided;
        }

        internal static Result<Guid> Decide({{name}}Form form) =>
            string.IsNullOrWhiteSpace(form.Reason) ? new Problem("reason-missing", "请填写原因", nameof(form.Reason)) : Guid.CreateVersion7();
    }
    """);
Write($"tests/Qishi.Tests/Modules/{module}/{name}/{name}Tests.cs", $$"""
    using Qishi.Modules.{{module}}.{{name}};
    using Xunit;

    namespace Qishi.Tests.Modules.{{module}}.{{name}};

    public sealed class {{name}}Tests
    {
        [Fact]
        public void Decide_WithoutReason_IsRefused() =>
            Assert.Equal("reason-missing", {{name}}Handler.Decide(new {{name}}Form()).Problems.Single().Code);
    }
    """);
Console.WriteLine($"Next: a page in {folder} (docs/how-to/add-a-page.md), a permission, a URL, and a line in the module's README.");
return 0;

static void Write(string path, string text)
{
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text + "\n");
    Console.WriteLine(path);
}
