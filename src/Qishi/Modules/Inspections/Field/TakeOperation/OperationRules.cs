using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;

namespace Qishi.Modules.Inspections.Field.TakeOperation;

/// <summary>What an operation must say by itself (rulebook B §1.6, §1.7). Whether a result may be submitted is decided by the same rules as at the desk. Pure.</summary>
internal static class OperationRules
{
    private static readonly string[] Kinds = [FieldEntry.Item, FieldEntry.Aside, FieldEntry.Photo, FieldEntry.Sign, FieldEntry.Arrive, FieldEntry.Leave, FieldEntry.Submit];

    public static IEnumerable<Problem> Check(FieldOperation op, FieldValue value, Visit visit, VisitPart part, bool file, string? licence)
    {
        if (!Kinds.Contains(op.Kind))
            yield return new("operation-unknown", "手机上的版本太旧，不认识这一步。请连上网络重新打开本页");
        if ((op.Kind == FieldEntry.Item || (op.Kind == FieldEntry.Aside && op.Item is not null)) && !part.ItemCodes.Contains(op.Item))
            yield return new("item-not-yours", "这个检查事项不由您的部门检查，没有记下");
        if (op.Kind == FieldEntry.Photo && !file)
            yield return new("photo-missing", "照片没有传上来，会自动再传");
        if (op.Kind == FieldEntry.Photo && value.Item is { } item && !part.ItemCodes.Contains(item))
            yield return new("item-not-yours", "这张照片对应的检查事项不由您的部门检查");
        if (op.Kind == FieldEntry.Arrive && value.Scanned is null && value.NoScan is not { Length: >= 2 })
            yield return new("scan-missing", "没有扫码入企的，请写明原因，例如“没有带营业执照”", null, "B §1.6");
        if (op.Kind == FieldEntry.Arrive && value.Scanned is { } code && !IsOf(visit, code, licence))
            yield return new("scan-other", $"扫到的码不是“{visit.ObjectName}”的。请核对门店，或者写明没有扫码的原因");
        if (op.Kind == FieldEntry.Sign)
            foreach (var problem in OfSignature(value, file))
                yield return problem;
    }

    /// <summary>An electronic licence carries the credit code, a printed one the address of its check, a visit's code its id.</summary>
    internal static bool IsOf(Visit visit, string scanned, string? licence) =>
        (licence is not null && scanned.EndsWith(licence, StringComparison.Ordinal)) ||
        NormalisedText.Codes(scanned).Contains(visit.ObjectCode, StringComparison.Ordinal) || scanned.Contains(visit.Id.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Signed by the checked party; if it cannot be had, the reason, and a witness where it is refused (企业公示信息抽查办法 art. 9).</summary>
    private static IEnumerable<Problem> OfSignature(FieldValue value, bool file)
    {
        switch (value.Outcome)
        {
            case "signed":
                if (!file)
                    yield return new("signature-missing", "没有收到签名。请当事人在方框里签字");
                if (value.Name is null)
                    yield return new("signer-missing", "请写签字人的姓名");
                break;
            case "refused":
                if (value.Reason is null)
                    yield return new("refusal-reason-missing", "当事人拒绝签字的，请写明情况");
                if (value.Witness is null)
                    yield return new("witness-missing", "当事人拒绝签字的，请写见证人的姓名和身份", null, "企业公示信息抽查办法第九条");
                break;
            case "absent":
                if (value.Reason is null)
                    yield return new("absence-reason-missing", "没有人可以签字的，请写明原因");
                break;
            default:
                yield return new("signature-outcome-missing", "请选择已签字、拒绝签字还是无人签字");
                break;
        }
    }
}
