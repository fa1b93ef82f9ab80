namespace Qishi.Modules.StartUp;

/// <summary>Addresses of the office's side.</summary>
internal static partial class Urls
{
    public const string Cases = "/desk/startups";
    public const string CasesExcel = "/desk/startups/excel";
    public const string Reveal = "/desk/startups/{CaseNo}/reveal/{Field}";
    public const string Approve = "/desk/startups/{CaseNo}/approve";
    public const string Return = "/desk/startups/{CaseNo}/return";
    public const string Refuse = "/desk/startups/{CaseNo}/refuse";
    public const string NotAccept = "/desk/startups/{CaseNo}/not-accept";
    public const string Extend = "/desk/startups/{CaseNo}/extend";
    public const string Deliver = "/desk/startups/{CaseNo}/deliver";
    public const string Second = "/desk/startups/{CaseNo}/second";
    public const string Rechecks = "/desk/rechecks";
    public const string RecheckOne = "/desk/rechecks/{Id:guid}";
    public const string Leader = "/leader";
    public const string Stuck = "/leader/stuck";
    public const string Subsidies = "/desk/subsidies";
    public const string SubsidiesExcel = "/desk/subsidies/excel";

    public static string ReviewOf(string caseNo) => Of(Review, caseNo);

    public static string RecheckOf(Guid id) => "/desk/rechecks/" + id;

    public static string RevealOf(string caseNo, string field) => Of(Reveal, caseNo).Replace("{Field}", field, StringComparison.Ordinal);
}
