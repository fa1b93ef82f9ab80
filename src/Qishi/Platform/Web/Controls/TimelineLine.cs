namespace Qishi.Platform.Web.Controls;

/// <summary>One line of a process: when (UTC), what, who, a note, where to look.</summary>
public sealed record TimelineLine(DateTime At, string What, string? Who = null, string? Note = null, string? Url = null, string? LinkText = null);
