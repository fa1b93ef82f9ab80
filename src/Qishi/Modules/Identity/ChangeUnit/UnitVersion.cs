using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Web;

namespace Qishi.Modules.Identity.ChangeUnit;

/// <summary>Name, parent and phone of a unit from a day on, as read from a form.</summary>
internal sealed record UnitVersion(string Name, string? Parent, string? Phone, DateOnly From)
{
    public static Result<UnitVersion> Read(string? name, string? parent, string? phone, string? from, DateOnly today)
    {
        var clean = NormalisedText.Text(name);
        var day = TypedDate.Parse(from, "开始日期", today);
        var contact = string.IsNullOrWhiteSpace(phone) ? default(Result<PhoneNumber>?) : PhoneNumber.ParsePublicContact(phone);
        List<Problem> problems = [.. day.Problems.Select(p => p.At("From")), .. (contact?.Problems ?? []).Select(p => p.At("Phone"))];
        if (clean.Length is 0 or > 60)
            problems.Add(new("unit-name-missing", "请填写机构名称，最多60个字", "Name"));
        return problems.Count > 0
            ? Result<UnitVersion>.Refused(problems)
            : new UnitVersion(clean, string.IsNullOrWhiteSpace(parent) ? null : parent, contact?.Value.Value, day.Value);
    }

    public OrgUnitVersion Row(string code, Guid id) => new() { Id = id, UnitCode = code, Name = Name, Parent = Parent, Phone = Phone, From = From };
}
