using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Auth;

namespace Qishi.Modules.Registration.Acts;

/// <summary>A reason in law, with the words of the notice and the basis.</summary>
internal sealed record RefusalGround(string Code, string Word, string Basis);

internal static class RefusalGrounds
{
    public static IReadOnlyList<RefusalGround> Refuse { get; } =
    [
        new("unlawful", "申请违反法律、行政法规的规定", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
        new("security", "可能危害国家安全", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
        new("public-interest", "可能危害社会公共利益", "市场主体登记管理条例第二十条、市场主体登记管理条例实施细则第十九条"),
    ];

    public static IReadOnlyList<RefusalGround> NotAccept { get; } =
    [
        new("no-jurisdiction", "不属于本机关管辖，请向有管辖权的登记机关申请", "市场主体登记管理条例实施细则第十八条"),
        new("not-registrable", "依法不需要办理登记、备案", "市场主体登记管理条例实施细则第十八条"),
    ];

    public static RefusalGround? Find(IReadOnlyList<RefusalGround> among, string? code) => among.FirstOrDefault(r => r.Code == code);
}

/// <summary>What stands in the way of each step of the office. Pure.</summary>
internal static class StepRules
{
    public static IEnumerable<Problem> Approve(ApplicationFile file, DecideApplicationForm form, Actor actor) =>
        Barred(file, actor) is { Count: > 0 } barred ? barred : [.. Failing(file), .. Opinion(file, form)];

    public static IEnumerable<Problem> Return(ApplicationFile file, DecideApplicationForm form, Actor actor)
    {
        if (Barred(file, actor) is { Count: > 0 } barred)
            return barred;
        if (file.Application.State != ApplicationState.Received)
            return [new("already-accepted", $"这件已是“{file.Application.StateInfo.Word}”，受理以后不能再退回补正")];
        var lines = Lines(form.Defects);
        if (lines.Count == 0)
            return [new("nothing-marked", "请写明要补正的全部内容，一行一处，写清怎么改", nameof(form.Defects))];
        return lines.Any(l => l.Length > 300) ? [new("text-long", "有一处超过300个字。请缩短", nameof(form.Defects))] : [];
    }

    public static IEnumerable<Problem> NotAccept(ApplicationFile file, DecideApplicationForm form, Actor actor)
    {
        foreach (var problem in Barred(file, actor))
            yield return problem;
        if (file.Application.State != ApplicationState.Received)
            yield return new("already-accepted", $"这件已是“{file.Application.StateInfo.Word}”，不能再不予受理");
        if (RefusalGrounds.Find(RefusalGrounds.NotAccept, form.Reason) is null)
            yield return new("reason-missing", "请选择不予受理的原因", nameof(form.Reason));
        if (Text(form).Length is 0 or > DecideApplicationHandler.Longest)
            yield return new("text-missing", $"请写明事实，并告知应向哪里申请，最多{DecideApplicationHandler.Longest}个字", nameof(form.Text));
    }

    public static IEnumerable<Problem> Refuse(ApplicationFile file, DecideApplicationForm form, Actor actor)
    {
        foreach (var problem in Barred(file, actor))
            yield return problem;
        if (RefusalGrounds.Find(RefusalGrounds.Refuse, form.Reason) is null)
            yield return new("reason-missing", "请选择不予登记的法定理由", nameof(form.Reason));
        if (Text(form).Length is < 5 or > DecideApplicationHandler.Longest)
            yield return new("text-missing", $"请写明事实和理由，5到{DecideApplicationHandler.Longest}个字，会印在通知书上", nameof(form.Text));
    }

    public static IEnumerable<Problem> Extend(ApplicationFile file, DecideApplicationForm form, Actor actor)
    {
        foreach (var problem in Barred(file, actor))
            yield return problem;
        if (!actor.May(ActPermissions.Extend))
            yield return new("not-permitted", "延长审查期限须经登记机关负责人批准，您的账号没有这个权限");
        if (file.Application.ExtendedUntil is { } until)
            yield return new("extended-before", $"审查期限已延长到{ChinaTime.FullDay(until)}，只能延长一次", null, "R-0.3");
        if (Text(form).Length is < 5 or > DecideApplicationHandler.Longest)
            yield return new("text-missing", "请写明情形复杂的理由，5个字以上，会印在通知书上", nameof(form.Text));
    }

    public static IEnumerable<Problem> Confirm(ApplicationFile file, DecideApplicationForm form, Actor actor)
    {
        var a = file.Application;
        if (a.Proposed is null)
            return [a.IsOpen ? new("nothing-proposed", "这件没有等待复核的决定") : AlreadyDecided(a)];
        if (a.ProposedById == actor.AccountId)
            return [new("same-person", "这件是您自己提出的，须由另一位登记人员复核", null, "R-5.4")];
        if (Helped(a, actor) is { } helped)
            return [helped];
        if (form.Verdict is not ("agree" or "send-back"))
            return [new("verdict-missing", "请选择同意还是退回", nameof(form.Verdict))];
        if (form.Verdict == "send-back")
            return Text(form).Length == 0 ? [new("opinion-missing", "退回时请写明理由，初审人员会看到", nameof(form.Text))] : [];
        return a.Proposed == "approve" ? Failing(file) : [];
    }

    public static IEnumerable<Problem> Deliver(ApplicationFile file, DecideApplicationForm form)
    {
        if (file.Application.State != ApplicationState.Issued)
            yield return new("not-issued", $"这件现在是“{file.Application.StateInfo.Word}”，不能登记送达");
        if (form.Way is not ("PickUp" or "Mail" or "Electronic"))
            yield return new("way-missing", "请选择送达方式", nameof(form.Way));
        if (form.Way is "PickUp" or "Mail" && Text(form).Length == 0)
            yield return new("note-missing", form.Way == "Mail" ? "请填写邮件号" : "请填写领取人", nameof(form.Text));
    }

    /// <summary>Two persons unless the parameter names the type (R-5.4).</summary>
    public static bool NeedsSecond(ApplicationFile file)
    {
        // From outside: whatever kind it is, nobody here has seen it before.
        if (file.Act.Info.Code == Relocation.MoveInAct.Code)
            return true;
        var type = $"{(file.Entity is { } e ? ReviewTypes.Of(e) : Establish.EstablishAct.ReviewType(file.Case))}_{file.Act.Info.ReviewType}";
        return !file.Case.Ground.Rules.Texts("review.singlePersonTypes", file.Case.Ground.On).Contains(type);
    }

    public static IReadOnlyList<string> Lines(string? text) => [.. NormalisedText.Text(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static Problem AlreadyDecided(RegistrationApplication a) =>
        new("already-decided", a.DecidedBy is { } who ? $"这件已由{who}办理，现在是“{a.StateInfo.Word}”，没有重复办理" : $"这件现在是“{a.StateInfo.Word}”，不能办理这一步");

    /// <summary>Reasons for which nobody, or not this person, may decide now.</summary>
    public static IReadOnlyList<Problem> Barred(ApplicationFile file, Actor actor)
    {
        var a = file.Application;
        if (!actor.May(ActPermissions.Approve))
            return [new("not-permitted", "您的账号没有审查权限。需要办理的，请联系登记注册股负责人")];
        if (!a.IsOpen)
            return [AlreadyDecided(a)];
        if (a.Proposed is not null)
            return [new("waits-for-second", $"{a.ProposedBy}已提出“{(a.Proposed == "approve" ? "准予登记" : "不予登记")}”，等第二人复核，现在不能另作决定")];
        return Helped(a, actor) is { } helped ? [helped] : [];
    }

    private static Problem? Helped(RegistrationApplication a, Actor actor) => actor.AccountId is { } me && (me == a.ClerkId || me == a.AccountId)
        ? new("assisted-by-same-person", "这件是您帮申请人填写的，不能由您审查。请交其他登记人员", null, "R-14.12") : null;

    private static IEnumerable<Problem> Failing(ApplicationFile file) =>
    [
        .. file.Problems.Select(p => p with { Field = null }),
        .. file.Sheet.Checks.Where(c => c.Outcome == CheckOutcome.Fail).Select(c => new Problem("rule-failed", $"“{c.Title}”不符合：{c.Detail}。不能准予，请退回补正或者不予登记", null, c.Id)),
    ];

    private static IEnumerable<Problem> Opinion(ApplicationFile file, DecideApplicationForm form)
    {
        var text = Text(form);
        if (text.Length > DecideApplicationHandler.Longest)
            yield return new("opinion-long", $"意见最多{DecideApplicationHandler.Longest}个字。请缩短", nameof(form.Text));
        else if (text.Length == 0 && file.Sheet.Checks.FirstOrDefault(c => c.Outcome == CheckOutcome.NeedsPerson) is { } check)
            yield return new("opinion-missing", $"“{check.Title}”需要人工判断。请写下意见", nameof(form.Text), check.Id);
    }

    private static string Text(DecideApplicationForm form) => NormalisedText.Text(form.Text);
}
