using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Web;

namespace Qishi.Modules.Inspections.KeepInspectors;

public sealed class InspectorForm
{
    /// <summary>Only when somebody is entered.</summary>
    public string? StaffNo { get; set; }

    public string? CertNo { get; set; }
    public string? CertIssuer { get; set; }
    public string? CertFrom { get; set; }
    public string? CertTo { get; set; }
    public string? Cert { get; set; }
    public string? Duty { get; set; }
    public string? CanLead { get; set; }
    public List<string> Specialities { get; set; } = [];
    public string? Capacity { get; set; }
}

/// <summary>What the form says, once it is sound.</summary>
internal sealed record InspectorValues(string? CertNo, string? CertIssuer, DateOnly? CertFrom, DateOnly? CertTo, CertificateState Cert, InspectorDuty Duty, bool CanLead, string Specialities, int Capacity)
{
    public static InspectorValues Of(InspectorRecord i) => new(i.CertNo, i.CertIssuer, i.CertFrom, i.CertTo, i.Cert, i.Duty, i.CanLead, i.Specialities, i.Capacity);

    public void Put(InspectorRecord i) =>
        (i.CertNo, i.CertIssuer, i.CertFrom, i.CertTo, i.Cert, i.Duty, i.CanLead, i.Specialities, i.Capacity) = (CertNo, CertIssuer, CertFrom, CertTo, Cert, Duty, CanLead, Specialities, Capacity);

    /// <summary>Reads the fields. Who has no certificate is kept as an assisting expert, never as an officer, and leads nobody (国办发〔2024〕54号; 行政处罚法 art. 42).</summary>
    public static Result<InspectorValues> Read(InspectorForm form, DateOnly today)
    {
        var problems = new List<Problem>();
        var (no, issuer) = (Blank(NormalisedText.Codes(form.CertNo ?? "")), Blank(NormalisedText.Text(form.CertIssuer)));
        if (!Enum.TryParse<CertificateState>(form.Cert, out var cert) || !Enum.IsDefined(cert))
            problems.Add(new("cert-missing", "请选择执法证的状态", nameof(form.Cert)));
        if (!Enum.TryParse<InspectorDuty>(form.Duty, out var duty) || !Enum.IsDefined(duty))
            problems.Add(new("duty-missing", "请选择身份", nameof(form.Duty)));
        else if (duty == InspectorDuty.Enforcer && cert == CertificateState.None)
            problems.Add(new("duty-cert", "没有执法证的只能作为辅助专家", nameof(form.Duty), "行政处罚法第四十二条"));
        DateOnly? from = null, to = null;
        if (cert != CertificateState.None)
        {
            if (no is not { Length: >= 4 and <= 40 })
                problems.Add(new("cert-no", "请填写执法证号，4至40个字母和数字", nameof(form.CertNo)));
            if (issuer is { Length: > 60 })
                problems.Add(new("cert-issuer", "发证机关最多60字", nameof(form.CertIssuer)));
            from = Day(form.CertFrom, "有效期的第一天", nameof(form.CertFrom), today, problems);
            to = Day(form.CertTo, "有效期的最后一天", nameof(form.CertTo), today, problems);
            if (from > to)
                problems.Add(new("cert-to", "有效期的最后一天不能早于第一天", nameof(form.CertTo)));
        }

        if (form.Specialities.Find(s => !Words.Specialities.Contains(s)) is { } unknown)
            problems.Add(new("speciality", $"没有“{unknown}”这个专业。可以选：{string.Join('、', Words.Specialities)}", nameof(form.Specialities)));
        if (!int.TryParse(NormalisedText.Text(form.Capacity), NumberStyles.None, CultureInfo.InvariantCulture, out var capacity) || capacity is < 1 or > 1_000)
            problems.Add(new("capacity", "请填写12个月的满负荷分值，1至1000的整数，一般是120", nameof(form.Capacity)));
        if (problems.Count > 0)
            return Result<InspectorValues>.Refused(problems);
        return cert == CertificateState.None
            ? new InspectorValues(null, null, null, null, cert, InspectorDuty.AssistExpert, false, Words.Joined(form.Specialities.Distinct()), capacity)
            : new InspectorValues(no, issuer, from, to, cert, duty, duty == InspectorDuty.Enforcer && form.CanLead == "true", Words.Joined(form.Specialities.Distinct()), capacity);
    }

    private static DateOnly? Day(string? text, string what, string field, DateOnly today, List<Problem> problems)
    {
        var read = TypedDate.Parse(text, what, today);
        if (read.Ok)
            return read.Value;
        problems.AddRange(read.Problems.Select(p => p.At(field)));
        return null;
    }

    private static string? Blank(string text) => text.Length > 0 ? text : null;
}
