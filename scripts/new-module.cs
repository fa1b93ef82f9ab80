// ./dev new-module NAME 中文名 prefix_: an empty module; add it to Program.cs yourself, that list is the table of contents.
if (args is not [var name, var chinese, var prefix])
{
    Console.Error.WriteLine("Usage: ./dev new-module NAME 中文名 prefix_");
    return 2;
}

var folder = $"src/Qishi/Modules/{name}";
if (Directory.Exists(folder))
{
    Console.Error.WriteLine($"{folder} exists.");
    return 1;
}

Directory.CreateDirectory(folder + "/Contracts");
File.WriteAllText($"{folder}/{name}Module.cs", $$"""
    using Qishi.Platform;

    namespace Qishi.Modules.{{name}};

    public sealed class {{name}}Module : IModule
    {
        public static ModuleInfo Info => new("{{name}}", "{{chinese}}", "{{prefix}}");
    }

    """);
File.WriteAllText($"{folder}/README.md", $"# {name} ({chinese})\n\nPurpose · legal basis · states · whom it talks to · rules that bite.\n");
Console.WriteLine($"Made {folder}. Now add .Add<{name}Module>() to src/Qishi/Program.cs.");
return 0;
