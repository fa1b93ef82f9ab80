using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.MendHandUp;

public sealed class MendHandUpForm
{
    public string? Id { get; set; }

    /// <summary>Code and name by which the platform above knows the object, where they differ.</summary>
    public string? UpperCode { get; set; }
    public string? UpperName { get; set; }

    public string? Note { get; set; }
}

/// <summary>A result that the platform above refused is put right and goes up again with the next night's file. The published result itself is not changed here.</summary>
internal sealed class MendHandUpHandler(AppDb db, IWorklist worklist, EventLog log, Actor actor)
{
    public static string WorkKey(Guid visit) => $"inspections.handup:{visit:N}";

    public async Task<Result<Guid>> HandleAsync(MendHandUpForm form, CancellationToken ct)
    {
        if (!actor.May(Permissions.Publish) || !Guid.TryParse(form.Id, out var id) || await db.Set<HandedUp>().SingleOrDefaultAsync(h => h.VisitId == id && h.State == HandUpState.Refused, ct) is not { } row)
            return new Problem("choice-missing", "请先选一户被退回的");
        var (code, name, note) = (NormalisedText.Text(form.UpperCode), NormalisedText.Text(form.UpperName), NormalisedText.Text(form.Note));
        var problems = new List<Problem>();
        if (code.Length > 40)
            problems.Add(new("code-long", "代码最多40个字符", nameof(form.UpperCode)));
        if (name.Length > 100)
            problems.Add(new("name-long", "名称最多100个字", nameof(form.UpperName)));
        if (note.Length is < 4 or > 200)
            problems.Add(new("note-missing", "请写明改正了什么，4至200字", nameof(form.Note)));
        if (problems.Count > 0)
            return Result<Guid>.Refused(problems);
        (row.State, row.UpperCode, row.UpperName, row.Note, row.MendedBy) = (HandUpState.Mended, Blank(code) ?? row.UpperCode, Blank(name) ?? row.UpperName, note, actor.NameOnRecord);
        await worklist.CloseAsync(WorkKey(id), ct);
        log.Record(actor, "HandUpMending", note, new HandUpMended(row.VisitNo, row.Round));
        try
        {
            await db.SaveChangesAsync(ct);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("mended", "另一人刚刚处理过这一户。请刷新页面");
        }
    }

    private static string? Blank(string text) => text.Length > 0 ? text : null;
}
