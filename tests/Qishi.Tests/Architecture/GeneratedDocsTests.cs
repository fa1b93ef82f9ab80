using System.Reflection;
using System.Text;
using Qishi.Kernel;
using Qishi.Platform.Events;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Architecture;

/// <summary>docs/module-map.md, docs/events.md and docs/law.md are written from the program.</summary>
public sealed class GeneratedDocsTests
{
    [Fact]
    public void ModuleMap_IsCurrent()
    {
        var text = new StringBuilder("# Module map\n\nWritten by `GeneratedDocsTests`; never by hand.\n\n| module | 中文 | tables | uses | publishes |\n|---|---|---|---|---|\n");
        foreach (var m in ProductModules.Infos)
            text.Append($"| {m.Name} | {m.ChineseName} | `{m.TablePrefix}*` | {(m.Uses.Length == 0 ? "–" : string.Join(", ", m.Uses))} | {EventTypes.All.Count(t => EventTypes.NameOf(t).StartsWith(m.Name + ".", StringComparison.Ordinal))} events |\n");
        text.Append("\n```mermaid\ngraph LR\n");
        foreach (var m in ProductModules.Infos)
            foreach (var u in m.Uses)
                text.Append($"  {m.Name} --> {u}\n");
        text.Append("```\n");
        Approved.Document("module-map.md", text.ToString());
    }

    [Fact]
    public void Events_AreCurrent()
    {
        var subscribers = typeof(Program).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ISubscriber))).Select(t => new SubscriberType(t)).ToList();
        var text = new StringBuilder("# Events\n\nWritten by `GeneratedDocsTests`; never by hand. A name once in the log is never reused; fields are only added.\n\n| event | fields | subscribers |\n|---|---|---|\n");
        foreach (var type in EventTypes.All.OrderBy(EventTypes.NameOf, StringComparer.Ordinal))
        {
            var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not ("Subject" or "EqualityContract")).Select(p => $"{p.Name}: {TypeName(p.PropertyType)}");
            text.Append($"| {EventTypes.NameOf(type)} | {string.Join(", ", fields)} | {string.Join(", ", subscribers.Where(s => s.Events.Any(e => e.IsAssignableFrom(type))).Select(s => s.Name).Order(StringComparer.Ordinal))} |\n");
        }

        Approved.Document("events.md", text.ToString());
    }

    /// <summary>The log is append-only, so what must be deletable never goes in: no event has a field that names a person.</summary>
    [Fact]
    public void Events_CarryNoPersonalFields() => Assert.Empty(PersonalFields(EventTypes.All));

    [Fact]
    public void Events_FindPlantedPersonalField() => Assert.NotEmpty(PersonalFields([typeof(PlantedEvent)]));

    private sealed record PlantedEvent(string OperatorName, string Subject) : IEvent;

    private static List<string> PersonalFields(IEnumerable<Type> events) =>
        [.. from t in events
            from p in t.GetProperties()
            where p.PropertyType == typeof(string)
            let n = p.Name
            where n.Contains("Phone", StringComparison.OrdinalIgnoreCase) || n.Contains("Mobile", StringComparison.OrdinalIgnoreCase) || n.Contains("IdNumber", StringComparison.OrdinalIgnoreCase)
               || n.Contains("Address", StringComparison.OrdinalIgnoreCase) || n.Contains("Email", StringComparison.OrdinalIgnoreCase) || n.EndsWith("PersonName", StringComparison.Ordinal)
               || n is "OperatorName" or "HeadName" or "ApplicantName" or "Name"
            select $"{t.Name}.{n}"];

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}‹{string.Join(", ", type.GetGenericArguments().Select(TypeName))}›"
        : type.Name;
}
