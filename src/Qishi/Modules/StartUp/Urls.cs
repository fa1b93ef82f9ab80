namespace Qishi.Modules.StartUp;

/// <summary>Addresses of the module. The part before {…} is the same word as the use case's folder.</summary>
internal static partial class Urls
{
    public const string Start = "/startup";
    public const string Case = "/startup/{CaseNo}";
    public const string Topic = "/startup/{CaseNo}/{TopicCode}";
    public const string Autosave = "/startup/{caseNo}/{topicCode}/autosave";
    public const string NameCheck = "/startup/{caseNo}/name-check";
    public const string Check = "/startup/{CaseNo}/check";
    public const string Submitted = "/startup/{CaseNo}/submitted";
    public const string Withdraw = "/startup/{CaseNo}/withdraw";
    public const string SignAsk = "/startup/sign";
    public const string Sign = "/startup/sign/{Token}";
    public const string MyCases = "/my/cases";
    public const string ProgressAsk = "/progress";
    public const string Progress = "/progress/{CaseNo}";
    public const string Evidence = "/progress/{caseNo}/evidence";
    public const string Correct = "/progress/{CaseNo}/correct/{MatterCode}";
    public const string Rate = "/progress/{CaseNo}/rate";
    public const string CounterStart = "/desk/startup/counter";
    public const string CounterForm = "/desk/startup/counter/{CaseNo}";
    public const string CounterCheck = "/desk/startup/counter/{CaseNo}/check";
    public const string CounterDone = "/desk/startup/counter/{CaseNo}/done";
    public const string Review = "/desk/startups/{CaseNo}";

    public static string Of(string pattern, string caseNo) => pattern.Replace("{CaseNo}", caseNo, StringComparison.Ordinal);

    public static string TopicOf(string caseNo, string topic) => $"/startup/{caseNo}/{topic}";
}
