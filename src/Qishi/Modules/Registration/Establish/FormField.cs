using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.Registration.Establish;

internal enum FormShape { Line, Text, Day, Money, Choice, Many, Select, Tick }

/// <summary>A field of the form of establishment as data; <see cref="Path"/> is where the register's problems name it.</summary>
internal sealed record FormField(string Name, string Word, FormShape Shape, string Path, string? Hint = null, IReadOnlyList<Option>? Options = null, bool Optional = false, string? Head = null, string? Now = null);
