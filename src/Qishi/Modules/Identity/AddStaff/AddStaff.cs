using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.AddStaff;

public sealed class AddStaffForm
{
    public string? StaffNo { get; set; }
    public string? Name { get; set; }
    public string? Mobile { get; set; }
    public string? Duty { get; set; }
    public string? Unit { get; set; }
    public string? Title { get; set; }
    public string? From { get; set; }
}

/// <summary>The account and the password to hand over, shown once.</summary>
public sealed record NewStaff(Guid AccountId, string StaffNo, string FirstPassword);

/// <summary>
/// The system administrator makes an account with a first posting; its roles come from the security administrator. Only the first security
/// administrator gets the role with the account, because nobody else could give it.
/// </summary>
internal sealed class AddStaffHandler(AppDb db, EventLog log, PasswordHashing hashing, CurrentActor current, TimeProvider clock)
{
    public static readonly IReadOnlyDictionary<Duty, string> DutyNames = new Dictionary<Duty, string>
    {
        [Duty.Business] = "业务人员",
        [Duty.SystemAdmin] = "系统管理员",
        [Duty.SecurityAdmin] = "安全管理员",
        [Duty.AuditAdmin] = "审计管理员",
    };

    public async Task<Result<NewStaff>> HandleAsync(AddStaffForm form, CancellationToken ct)
    {
        var today = clock.Today();
        var staffNo = NormalisedText.Codes(form.StaffNo).ToLowerInvariant();
        var name = NormalisedText.Name(form.Name);
        var mobile = string.IsNullOrWhiteSpace(form.Mobile) ? default(Result<PhoneNumber>?) : PhoneNumber.ParseMobile(form.Mobile);
        var from = TypedDate.Parse(form.From, "任职开始日期", today);
        var problems = Check(form, staffNo, name);
        problems.AddRange((mobile?.Problems ?? []).Select(p => p.At(nameof(form.Mobile))));
        problems.AddRange(from.Problems.Select(p => p.At(nameof(form.From))));
        if (await db.Set<Staff>().AnyAsync(s => s.StaffNo == staffNo, ct))
            problems.Add(StaffNoTaken(staffNo));
        if (!await db.Set<OrgUnit>().AnyAsync(u => u.Code == form.Unit, ct))
            problems.Add(new("unit-missing", "请选择单位", nameof(form.Unit)));
        if (problems.Count > 0)
            return Result<NewStaff>.Refused(problems);

        var duty = Enum.Parse<Duty>(form.Duty!);
        var password = FirstPassword();
        var account = new Account
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = AccountKind.Staff,
            Duty = duty,
            CreatedAt = clock.UtcNow(),
            PasswordHash = hashing.Hash(password),
            PasswordSetAt = clock.UtcNow(),
            MustChangePassword = true,
        };
        var posting = new Posting { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account.Id, Unit = form.Unit!, Title = NormalisedText.Text(form.Title) is { Length: > 0 } t ? t : null, From = from.Value };
        db.Add(account);
        db.Add(new Staff { AccountId = account.Id, StaffNo = staffNo, Name = name, Mobile = mobile?.Value.Value, Postings = { posting } });
        List<IEvent> events = [new StaffAdded(account.Id, staffNo, duty.ToString()), new StaffPosted(account.Id, posting.Id, posting.Unit, posting.From, null)];
        if (duty == Duty.SecurityAdmin && !await db.Set<PostingRole>().AnyAsync(r => r.Duty == Duty.SecurityAdmin, ct))
        {
            posting.Roles.Add(PostingRole.Of(posting, Roles.SecurityAdmin));
            events.Add(new RolesGranted(account.Id, posting.Id, [], [Roles.SecurityAdmin]));
        }

        log.Record(current.Actor, "StaffAdding", null, events);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return StaffNoTaken(staffNo);
        }

        return new NewStaff(account.Id, staffNo, password);
    }

    /// <summary>Sixteen characters of four classes, without those that look alike.</summary>
    public static string FirstPassword()
    {
        const string lower = "abcdefghjkmnpqrstuvwxyz", upper = "ABCDEFGHJKLMNPQRSTUVWXYZ", digits = "23456789", signs = "#%+=@";
        var letters = RandomNumberGenerator.GetString(lower + upper + digits, 12) + RandomNumberGenerator.GetString(lower, 1) + RandomNumberGenerator.GetString(upper, 1)
            + RandomNumberGenerator.GetString(digits, 1) + RandomNumberGenerator.GetString(signs, 1);
        var mixed = letters.ToCharArray();
        RandomNumberGenerator.Shuffle(mixed.AsSpan());
        return new string(mixed);
    }

    private static Problem StaffNoTaken(string staffNo) => new("staff-no-taken", $"账号“{staffNo}”已经有人用。一个人只有一个账号，请核对工号", nameof(AddStaffForm.StaffNo));

    private static List<Problem> Check(AddStaffForm form, string staffNo, string name)
    {
        List<Problem> problems = [];
        if (staffNo.Length is < 3 or > 40 || !staffNo.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            problems.Add(new("staff-no-form", "账号用工号，3到40位，只用字母、数字", nameof(form.StaffNo)));
        if (name.Length is 0 or > 50)
            problems.Add(new("name-missing", "请填写姓名，最多50个字", nameof(form.Name)));
        if (!Enum.TryParse<Duty>(form.Duty, out var duty) || !Enum.IsDefined(duty))
            problems.Add(new("duty-missing", "请选择这个账号是做什么的", nameof(form.Duty)));
        if (form.Title is { Length: > 40 })
            problems.Add(new("title-long", "岗位名称最多40个字", nameof(form.Title)));
        return problems;
    }
}
