namespace Qishi.Platform.Web.Pages;

/// <summary>Form of the styleguide: one of everything, as a page's form looks.</summary>
public sealed class StyleguideForm
{
    public string? Name { get; set; }
    public string? Town { get; set; }
    public string? Village { get; set; }
    public string? Street { get; set; }
    public string? Proof { get; set; }
    public List<string> Scopes { get; set; } = [];
    public string? Founded { get; set; }
    public string? Capital { get; set; }
    public string? Remark { get; set; }
    public bool Agreed { get; set; }
    public List<StyleguidePerson> People { get; set; } = [];

    /// <summary>Files of the upload control.</summary>
    public IReadOnlyList<IFormFile>? Files { get; set; }
}

public sealed class StyleguidePerson
{
    public string? Name { get; set; }
    public string? Share { get; set; }
}
