using Qishi.Kernel;
using Qishi.Modules.Registration.Acts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Rules;

namespace Qishi.Modules.Registration.Changes;

/// <summary>迁出: the destination authority accepted the move; the archive is handed over within three months (R-0.8, 条例 art. 27, 实施细则 art. 62).</summary>
internal sealed class MoveOutAct(AppDb db, Relocation.ArchiveDesk archives) : IAct
{
    public ActInfo Info => new("move-out", "迁出（移交档案）", "企业向迁入地登记机关申请后，凭迁入地的准予迁入函办理迁出，3个月内移交档案。", "CHANGE", "迁出通知书", "市场主体登记管理条例第二十七条、实施细则第六十二条") { Order = 60, CounterOnly = true };

    public IEnumerable<Problem> Hindrances(ActCase c)
    {
        foreach (var problem in ChangeAct.Changeable(c))
            yield return problem;
        if (c.Entity is { } e && EntityStatusFlow.Hindrance(e, EntityStatus.MovedOut, "迁出") is { } hindrance)
            yield return hindrance;
    }

    public ValueTask<IReadOnlyList<ActField>> FieldsAsync(ActCase c, CancellationToken ct) => new([new("Authority", "迁入地登记机关", FieldShape.Line), new("LetterNo", "准予迁入函编号", FieldShape.Line), new("LetterOn", "函件日期", FieldShape.Day)]);

    public Task<ActSheet> JudgeAsync(ActCase c, CancellationToken ct)
    {
        List<Problem> problems = [.. new[] { ("Authority", "请填写迁入地登记机关"), ("LetterNo", "请填写准予迁入函编号") }.Where(x => !c.Answers.Has(x.Item1)).Select(x => new Problem("required", x.Item2, x.Item1, "R-0.8"))];
        if (ChangeForm.Day(c.Answers, "LetterOn", "函件日期", c.Today, problems) > c.Today)
            problems.Add(new("letter-later", "函件日期晚于今天。请检查", "LetterOn"));
        return Task.FromResult(new ActSheet(problems, [new("letter", "准予迁入函", true, "实施细则第六十二条")], [new("登记机关", "本局", c.Answers.Text("Authority"))], []));
    }

    public async Task<ActEffect> ApplyAsync(ActCase c, DateTime at, CancellationToken ct)
    {
        var moved = EntityStatusFlow.Move(db, c.Entity!, EntityStatus.MovedOut, $"迁往{c.Answers.Text("Authority")}", at);
        var due = await archives.OpenAsync(c.Entity!, c, incoming: false, c.Answers.Text("Authority"), c.Answers.Text("LetterNo"), at, ct);
        return new($"已办理迁出，档案须在{due}前移交", [moved], [$"登记档案在{due}前移交{c.Answers.Text("Authority")}。"]);
    }
}
