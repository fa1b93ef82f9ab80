namespace Qishi.Platform.Web.Controls;

/// <summary>A file already given: id, the name its owner gave it, size or state in words, where to look at it.</summary>
public sealed record GivenFile(string Id, string Name, string? Note = null, string? Url = null);
