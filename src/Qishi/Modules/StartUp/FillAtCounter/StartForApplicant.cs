using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.StartDraft;
using Qishi.Platform.Auth;

namespace Qishi.Modules.StartUp.FillAtCounter;

public sealed class StartForApplicantForm
{
    public string? Kind { get; set; }
    public string? Name { get; set; }
    public string? IdNumber { get; set; }
    public string? Mobile { get; set; }
}

/// <summary>A guide or an outlet clerk begins for an applicant who stands before them; name and ID are checked as online .</summary>
internal sealed class StartForApplicantHandler(StartDraftHandler drafts, IApplicants applicants, Actor actor, TimeProvider clock)
{
    /// <returns>The case number.</returns>
    public async Task<Result<string>> HandleAsync(StartForApplicantForm form, string? key, CancellationToken ct)
    {
        List<Problem> problems = [];
        if (!Enum.TryParse<EntityKind>(form.Kind, out var kind) || !Enum.IsDefined(kind))
            problems.Add(new("required", "请选择办个体工商户还是公司", "Kind"));
        var name = NormalisedText.Name(form.Name);
        if (name.Length is 0 or > 50)
            problems.Add(new("required", "请填写申请人姓名", "Name"));
        var id = CitizenId.Parse(form.IdNumber, clock.Today());
        problems.AddRange(id.Problems.Select(p => p.At("IdNumber")));
        var mobile = PhoneNumber.ParseMobile(form.Mobile);
        problems.AddRange(mobile.Problems.Select(p => p.At("Mobile")));
        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        var level = await applicants.VerifyAsync(name, id.Value.Value, ct);
        if (!level.Ok)
            return Result<string>.Refused([.. level.Problems.Select(p => p.Field is null ? p.At("IdNumber") : p)]);
        var channel = actor.Roles.Contains(Roles.OutletClerk) ? Channel.Outlet : Channel.Counter;
        return await drafts.BeginAsync(new NewDraft(kind, channel, new ApplicantCard(Guid.Empty, name, id.Value.Value, mobile.Value.Value, level.Value), key), ct);
    }
}
