namespace Qishi.Platform.Web.Controls;

/// <summary>A document beside a case: name, content type, address of the original, a note (上传11月23日13:58) and its digest.</summary>
public sealed record ViewedDocument(string Id, string Name, string ContentType, string Url, string? Note = null, string? Digest = null);
