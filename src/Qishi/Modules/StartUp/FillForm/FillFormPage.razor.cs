using Microsoft.AspNetCore.Components;
using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>One topic of the form; a company's persons have a page each.</summary>
public partial class FillFormPage
{
    private FormView? view;
    private Topic? topic;
    private IReadOnlyList<TopicState> states = [];
    private IReadOnlyList<Problem> problems = [];
    private IReadOnlyList<Problem> all = [];
    private IReadOnlyList<Clash> clashes = [];
    private SaveTopicInput? posted;
    private string? notice;

    [Parameter] public string CaseNo { get; set; } = "";
    [Parameter] public string TopicCode { get; set; } = "";
    [Parameter] public int? PersonNo { get; set; }
    [SupplyParameterFromQuery] public string? Words { get; set; }

    /// <summary>Set when one came from the check page and goes back there.</summary>
    [SupplyParameterFromQuery] public string? Back { get; set; }

    private string Heading => PersonNo is { } p && view is not null ? view.PersonWord(p) is "您" ? "您自己" : view.PersonWord(p) : topic!.QuestionFor(view!.Case.Kind);
    private string Here => Http.Request.Path + Http.Request.QueryString;

    private string BackUrl => Back == Topic.Check ? Urls.Of(Urls.Check, CaseNo) : PersonNo is not null ? Urls.TopicOf(CaseNo, Topic.People)
        : topic!.Previous is { } p ? Urls.TopicOf(CaseNo, p.Code) : Urls.MyCases;

    private string BackText => Back == Topic.Check ? "返回核对" : PersonNo is not null ? "返回股东和人员" : topic!.Previous is { } p ? $"返回上一步：{p.WordFor(view!.Case.Kind)}" : "返回我的办件";

    protected override async Task OnInitializedAsync()
    {
        topic = Topic.Find(TopicCode);
        if (topic is null || topic.Code == Topic.Check || await Access.FindAsync(CaseNo, Ct) is not { } c || (PersonNo is { } p && (topic.Code != Topic.People || !c.ReadAnswers().People.Contains(p))))
        {
            NotFound();
            return;
        }

        if (!c.MayEdit && !HttpMethods.IsPost(Http.Request.Method))
        {
            SeeOther(Urls.Of(Urls.Progress, CaseNo));
            return;
        }

        var answers = c.ReadAnswers();
        await ShowAsync(c, answers, await Review.ContextAsync(c, answers, Ct));
        var defects = await Review.OpenDefectsAsync(c, answers, Ct);
        problems = [.. defects.Where(d => FormReview.TopicOf(d) == topic.Code && OnThisPage(d))];
        if (c.State == StartUpState.Returned)
            notice = problems.Count > 0 ? $"登记人员说这里有{problems.Count}处要改，已标出来。改好后再提交" : "这一步没有要改的";
    }

    private async Task SubmitAsync()
    {
        posted = TopicPost.Read(Http.Request.Form, null, topic!.Code);
        if (await Save.HandleAsync(CaseNo, posted, Ct) is not { } result)
        {
            NotFound();
            return;
        }

        if (!result.Ok)
        {
            (problems, Http.Response.StatusCode) = (result.Problems, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var saved = result.Value;
        await ShowAsync(saved.Case, saved.Answers, saved.Context);
        clashes = saved.Clashes;
        problems = [.. saved.Problems.Where(OnThisPage)];
        if (PersonNo is null && view!.IsCompany && topic.Code == Topic.People)
            problems = [.. problems, .. PeopleToMend(saved.Problems)];
        if (clashes.Count > 0)
            Http.Response.StatusCode = StatusCodes.Status409Conflict;
        else if (problems.Count > 0)
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else
            Leave(posted.Act.Split(':')[0], saved);
    }

    private void Leave(string act, SavedTopic saved)
    {
        var here = Urls.TopicOf(CaseNo, topic!.Code);
        switch (act)
        {
            case "later":
                SeeOther(Urls.MyCases, "已保存，随时可以回来接着填");
                break;
            case "search":
                SeeOther($"{here}?words={Uri.EscapeDataString(NormalisedText.Text(posted!.Values.GetValueOrDefault("words", [""])[0]))}");
                break;
            case "add-person" when saved.Context.IsCompany:
                SeeOther($"{here}/{saved.Answers.People[^1]}");
                break;
            case "add-person" or "remove-person" or "main":
                SeeOther(here);
                break;
            default:
                SeeOther(PersonNo is not null ? here : Back == Topic.Check ? Urls.Of(Urls.Check, CaseNo) : Urls.TopicOf(CaseNo, topic.Next!.Code));
                break;
        }
    }

    private async Task ShowAsync(StartUpCase c, Answers answers, FormContext context)
    {
        var words = NormalisedText.Text(Words);
        view = new FormView(c, answers, context)
        {
            Words = words.Length > 0 && topic!.Code == Topic.Scope ? words : null,
            Found = words.Length > 0 && topic!.Code == Topic.Scope ? await Registration.FindScopeAsync(words, 12, Ct) : [],
        };
        all = await Review.ProblemsAsync(answers, context, Ct);
        states = FormReview.States(answers, all, topic!.Code);
    }

    // The list of persons shows each with its own page; here stand only what concerns the list itself.
    private bool OnThisPage(Problem problem) => topic!.Code != Topic.People || !view!.IsCompany
        ? true
        : problem.Field is { } f && FormFields.PersonOf(f) is { } p ? p == PersonNo : PersonNo is null;

    private IEnumerable<Problem> PeopleToMend(IReadOnlyList<Problem> found) => found
        .Where(p => p.Field is { } f && FormFields.PersonOf(f) is not null)
        .GroupBy(p => FormFields.PersonOf(p.Field!)!.Value)
        .Select(g => new Problem("person-open", $"“{view!.PersonWord(g.Key)}”还有{g.Count()}处没填好。请点姓名进去修改"));
}
