using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Web.Controls;

namespace Qishi.Modules.StartUp.FillForm;

/// <summary>What the fields of a topic show: the draft, its answers, what is known around it.</summary>
internal sealed record FormView(StartUpCase Case, Answers Answers, FormContext Context)
{
    /// <summary>Words the applicant searched the scope catalogue with, and what was found.</summary>
    public string? Words { get; init; }

    public IReadOnlyList<Registration.Contracts.ScopeItemCard> Found { get; init; } = [];

    /// <summary>Identity from the account, not typed.</summary>
    public bool LockedIdentity => TopicMerge.LockedIdentity(Answers, Case);

    public bool IsCompany => Context.IsCompany;

    public static IEnumerable<Option> Options(IReadOnlyList<Answer> answers) => answers.Select(a => new Option(a.Code, a.Word, a.Hint));

    /// <summary>Everyone in the form, to choose an officer from: nobody is typed a second time.</summary>
    public IEnumerable<Option> People => Answers.People.Select(p => new Option(
        p.ToString(System.Globalization.CultureInfo.InvariantCulture), Answers.Of(p, "Name") is { Length: > 0 } name ? name : $"第{p}个人"));

    public string PersonWord(int p) => Answers.Of(p, "Name") is { Length: > 0 } name ? name : p == 1 ? "您" : "还没填姓名";
}
