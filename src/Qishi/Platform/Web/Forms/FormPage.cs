using Microsoft.AspNetCore.Components;
using Qishi.Kernel;
using Qishi.Platform.Auth;

namespace Qishi.Platform.Web;

/// <summary>A page that reads or writes: who asks, and how to answer with a redirect or another status.</summary>
public abstract class AppPage : ComponentBase
{
    [CascadingParameter] public HttpContext Http { get; set; } = default!;
    [Inject] protected NavigationManager Navigation { get; set; } = default!;
    [Inject] protected Actor Actor { get; set; } = default!;
    [Inject] protected TimeProvider Clock { get; set; } = default!;

    protected CancellationToken Ct => Http.RequestAborted;
    protected DateOnly Today => Clock.Today();

    /// <summary>Ends the request with a redirect; after a post the browser sees 303. A flash sentence is shown once on the page it lands on.</summary>
    protected void SeeOther(string url, string? flash = null)
    {
        if (flash is not null)
            FlashCookie.Write(Http, flash);
        Navigation.NavigateTo(LocalUrl.Safe(url));
    }

    /// <summary>Ends the request as "not there"; the reader learns nothing more, also when the record exists and is not theirs.</summary>
    protected void NotFound() => Navigation.NotFound();
}

/// <summary>
/// A page with one form of its own type. Posted values arrive as strings in <see cref="Form"/>; the handler answers with problems or a result.
/// See docs/how-to/add-a-page.md.
/// </summary>
public abstract class FormPage<TForm> : AppPage where TForm : class, new()
{
    [SupplyParameterFromForm] public TForm? Form { get; set; }

    /// <summary>Key of this form's first arrival; a second post with the same key gets the first result (<see cref="Data.Once"/>).</summary>
    [SupplyParameterFromForm(Name = FormKey.Name)] public string? Key { get; set; }

    protected IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The posted form, or the one <see cref="LoadAsync"/> made for a first visit.</summary>
    protected TForm F => Form ??= new TForm();

    protected bool Posted => HttpMethods.IsPost(Http.Request.Method);

    protected override async Task OnInitializedAsync()
    {
        Key = FormKey.IsValid(Key) ? Key : FormKey.New();
        if (!Posted || Form is null)
            Form = new TForm();
        EmptyLists.Fill(Form);
        await LoadAsync();
    }

    /// <summary>Reads what the page shows; fills <see cref="Form"/> on a first visit (not <see cref="Posted"/>).</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>Shows the form again with all problems and everything that was typed; status 422.</summary>
    protected void Refuse(params IReadOnlyList<Problem> problems)
    {
        Problems = problems;
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>Redirects when the result is there, else shows its problems.</summary>
    protected void Answer<T>(Result<T> result, Func<T, string> url, string? flash = null)
    {
        if (result.Ok)
            SeeOther(url(result.Value), flash);
        else
            Refuse(result.Problems);
    }
}
