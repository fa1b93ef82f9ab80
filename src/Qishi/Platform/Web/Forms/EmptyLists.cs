using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Qishi.Platform.Web;

/// <summary>
/// The form reader sets a list that was not posted (no box ticked, no row added) to null, also when the property starts with an empty list.
/// Pages must not have to think of it: every null <c>List&lt;T&gt;</c> of a form becomes an empty one.
/// </summary>
internal static class EmptyLists
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    public static void Fill(object form)
    {
        foreach (var property in Known.GetOrAdd(form.GetType(), PropertiesOf))
        {
            var value = property.GetValue(form);
            if (IsList(property.PropertyType))
            {
                if (value is null)
                    property.SetValue(form, Activator.CreateInstance(property.PropertyType));
                else
                    foreach (var item in (IEnumerable)value)
                        FillPart(item);
            }
            else
            {
                FillPart(value);
            }
        }
    }

    private static void FillPart(object? part)
    {
        if (part is not (null or string or IFormFile) && part.GetType().Assembly == typeof(EmptyLists).Assembly)
            Fill(part);
    }

    private static PropertyInfo[] PropertiesOf(Type type) => [.. type.GetProperties().Where(p =>
        p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0 && (IsList(p.PropertyType) || p.PropertyType.Assembly == typeof(EmptyLists).Assembly))];

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
}
