// ./dev sizes: file sizes as a mirror, not a gate.
Print("src .cs", Directory.EnumerateFiles("src", "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("Migrations") && !f.Contains("/obj/")));
Print("src .razor", Directory.EnumerateFiles("src", "*.razor", SearchOption.AllDirectories));
Print("tests .cs", Directory.EnumerateFiles("tests", "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/")));

static void Print(string what, IEnumerable<string> files)
{
    var sizes = files.Select(f => (File: f, Lines: File.ReadLines(f).Count())).OrderBy(x => x.Lines).ToList();
    if (sizes.Count == 0)
        return;
    Console.WriteLine($"{what}: {sizes.Count} files, {sizes.Sum(x => x.Lines)} lines, median {sizes[sizes.Count / 2].Lines}, p95 {sizes[(int)(sizes.Count * 0.95)].Lines}, max {sizes[^1].Lines} {sizes[^1].File}");
}
