using Microsoft.AspNetCore.Components;

namespace Qishi.Platform.Web.Controls;

/// <summary>What all input controls share: name, label, hint, errors beside the field, ids for assistive technology.</summary>
public abstract class FieldControl : ComponentBase
{
    [CascadingParameter] public FormState? State { get; set; }

    /// <summary>Field name without the form's prefix, e.g. <c>People[0].Name</c>; the same as <c>Problem.Field</c>.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Hint { get; set; }

    /// <summary>Required is the default; optional fields say 「（选填）」.</summary>
    [Parameter] public bool Optional { get; set; }

    /// <summary>Extra CSS classes of the field's box.</summary>
    [Parameter] public string? Class { get; set; }

    protected FormState Form => State ?? FormState.None;
    protected string Id => FormState.IdOf(Name);
    protected string WireName => Form.WireName(Name);
    protected IReadOnlyList<string> Errors { get; private set; } = [];
    protected string? Invalid => Errors.Count > 0 ? "true" : null;
    protected string BoxClass => string.Join(' ', new[] { "q-field", Errors.Count > 0 ? "q-invalid" : null, Class }.Where(c => c is not null));

    protected string? DescribedBy => (Hint, Errors.Count) switch
    {
        (null, 0) => null,
        (null, _) => Id + "-e",
        (_, 0) => Id + "-h",
        _ => $"{Id}-h {Id}-e",
    };

    protected virtual bool TakesErrorsOfParts => false;

    protected override void OnParametersSet()
    {
        Hint = string.IsNullOrEmpty(Hint) ? null : Hint;
        Errors = [.. Form.ErrorsOf(Name, TakesErrorsOfParts)];
    }
}

/// <summary>One answer of a choice, one line of a list.</summary>
public sealed record Option(string Value, string Text, string? Hint = null, bool Disabled = false);
