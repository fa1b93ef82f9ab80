using Qishi.Kernel;
using Qishi.Modules.StartUp.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.ReviewCase;

public sealed class RevealSecretForm
{
    public string? Reason { get; set; }
}

/// <summary>Shows one masked answer once, in this response only; who, which and why go into the log before the value leaves.</summary>
internal sealed class RevealSecretHandler(AppDb db, CaseFiles files, EventLog log, Actor actor)
{
    /// <returns>The answer in full; null when there is no such case or field.</returns>
    public async Task<Result<string>?> HandleAsync(string caseNo, string field, string? reason, CancellationToken ct)
    {
        if (FormFields.Find(field) is not { Secret: true } || await files.FindAsync(caseNo, ct) is not { } file || !file.View.Answers.Has(field))
            return null;
        if (!actor.May(Permissions.RevealSecret))
            return new Problem("not-permitted", "您的账号没有“看全部”权限。需要办理的，请联系登记注册股负责人");
        if (!SecretReasons.Holds(reason))
            return new Problem("reason-missing", "请选择查看的原因", nameof(RevealSecretForm.Reason));
        log.Record(actor, "SecretRevealing", null, new StartUpSecretShown(caseNo, field, reason!));
        await db.SaveChangesAsync(ct);
        return file.View.Answers[field];
    }
}
