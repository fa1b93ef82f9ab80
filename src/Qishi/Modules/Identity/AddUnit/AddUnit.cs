using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.ChangeUnit;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.AddUnit;

public sealed class AddUnitForm
{
    public string? Code { get; set; }
    public string? Kind { get; set; }
    public string? Name { get; set; }
    public string? Parent { get; set; }
    public string? Phone { get; set; }
    public string? From { get; set; }
}

/// <summary>A new office, station, department or outlet from a day on. Its code never changes and is never used again.</summary>
internal sealed class AddUnitHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public async Task<Result<string>> HandleAsync(AddUnitForm form, CancellationToken ct)
    {
        var code = NormalisedText.Codes(form.Code);
        // Codes keep their hyphens: they are part of the code here.
        if (form.Code?.Contains('-', StringComparison.Ordinal) == true)
            code = form.Code.Trim().ToUpperInvariant();
        var version = UnitVersion.Read(form.Name, form.Parent, form.Phone, form.From, clock.Today());
        List<Problem> problems = [.. version.Problems];
        if (code.Length is < 2 or > 40 || !code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'))
            problems.Add(new("unit-code-form", "代码用大写字母、数字和短横线，2到40位，例如“MSA-S07”", nameof(form.Code)));
        else if (await db.Set<OrgUnit>().AnyAsync(u => u.Code == code, ct))
            problems.Add(new("unit-code-taken", $"代码“{code}”已经用过，撤销的机构的代码也不再用。请换一个", nameof(form.Code)));
        if (!Enum.TryParse<OrgUnitKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            problems.Add(new("unit-kind-missing", "请选择类别", nameof(form.Kind)));
        if (version is { Ok: true, Value.Parent: { } parent } && !await db.Set<OrgUnit>().AnyAsync(u => u.Code == parent, ct))
            problems.Add(new("unit-parent-unknown", $"没有代码是“{parent}”的机构。请从列表里选上级", nameof(form.Parent)));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        db.Add(new OrgUnit { Code = code, Kind = kind });
        db.Add(version.Value.Row(code, Guid.CreateVersion7(clock.GetUtcNow())));
        log.Record(current.Actor, "OrgUnitAdding", null, new OrgUnitAdded(code, kind.ToString()));
        await db.SaveChangesAsync(ct);
        return code;
    }
}
