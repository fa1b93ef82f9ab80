namespace Qishi.Platform.Web;

/// <summary>A line of the workbench menu, shown to those who have the permission.</summary>
/// <param name="Group">Group head, e.g. 登记许可.</param>
/// <param name="Text">The word.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Permission">Needed to see it.</param>
/// <param name="Icon">Name in the sprite (ux.md 2.9).</param>
/// <param name="Order">Place in the group.</param>
public sealed record MenuItem(string Group, string Text, string Url, string Permission, string Icon, int Order = 100);
