using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Qishi.Kernel;

namespace Qishi.Platform.Events;

/// <summary>Names of event types, <c>Module.PastTense</c>; a name once written to the log is never reused for something else.</summary>
public static class EventTypes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly FrozenDictionary<string, Type> ByName = typeof(EventTypes).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IEvent)))
        .ToFrozenDictionary(NameOf);

    public static IReadOnlyCollection<Type> All => ByName.Values;

    public static string NameOf(Type type)
    {
        var parts = type.Namespace!.Split('.');
        var at = Array.IndexOf(parts, "Modules");
        return $"{(at >= 0 ? parts[at + 1] : "Platform")}.{type.Name}";
    }

    /// <summary>The type of a name; null for one this version of the program does not know.</summary>
    public static Type? TypeOf(string name) => ByName.GetValueOrDefault(name);

    public static string Write(IEvent e) => JsonSerializer.Serialize(e, e.GetType(), Json);

    /// <summary>The event of a row; null for a type this version of the program does not know.</summary>
    public static IEvent? Read(string type, string payload) =>
        ByName.TryGetValue(type, out var clr) ? (IEvent?)JsonSerializer.Deserialize(payload, clr, Json) : null;
}
