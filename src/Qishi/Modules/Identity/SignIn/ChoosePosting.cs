using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Sessions;
using Qishi.Platform.Data;

namespace Qishi.Modules.Identity.SignIn;

public sealed class ChoosePostingForm
{
    public string? Posting { get; set; }
}

/// <summary>Staff with several postings work in one at a time; also used to change it later.</summary>
internal sealed class ChoosePostingHandler(AppDb db, SessionStore sessions, SignInSteps steps, AuthRulesReader rulesReader)
{
    public async Task<Result<string>> HandleAsync(ChoosePostingForm form, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(await rulesReader.ReadAsync(ct), ct) is not { Stage: SessionStage.AwaitingPosting or SessionStage.Full } session)
            return ConfirmCodeHandler.StartAgain;
        var posting = (await steps.PostingsAsync(session.AccountId, ct)).FirstOrDefault(p => p.Id.ToString() == form.Posting);
        if (posting is null)
            return new Problem("posting-missing", "请选择这次用哪个岗位", nameof(form.Posting));
        if (session.Stage == SessionStage.Full)
        {
            session.PostingId = posting.Id;
            await db.SaveChangesAsync(ct);
            return Urls.StaffHome;
        }

        var account = await db.Set<Account>().SingleAsync(a => a.Id == session.AccountId, ct);
        var next = await steps.OpenAsync(account, SessionStage.Full, posting.Id, session.ReturnUrl, ct);
        await db.SaveChangesAsync(ct);
        return next;
    }
}
