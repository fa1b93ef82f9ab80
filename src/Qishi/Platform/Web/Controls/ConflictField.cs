namespace Qishi.Platform.Web.Controls;

/// <summary>A field two people changed: what stands now, what the reader typed, and which one is proposed.</summary>
public sealed record ConflictField(string Name, string Label, string? Theirs, string? Mine, bool KeepMine);
