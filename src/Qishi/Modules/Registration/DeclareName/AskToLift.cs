using Qishi.Kernel;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DeclareName;

public sealed class AskToLiftForm
{
    public string? Reason { get; set; }
    public IReadOnlyList<IFormFile>? Files { get; set; }
}

/// <summary>A blocked name goes to the supervisor with the proof of an investment relation or an authorisation. No clerk can lift it.</summary>
internal sealed class AskToLiftHandler(AppDb db, ReserveNameHandler own, IDocuments documents, IWorklist worklist, EventLog log, Actor actor, TimeProvider clock)
{
    public const string Proof = "name-relation-proof";

    public static string KeyOf(string number) => "registration.name-lift:" + number;

    public async Task<Result<string>?> HandleAsync(string number, AskToLiftForm form, CancellationToken ct)
    {
        if (await own.FindAsync(number, ct) is not { } declared)
            return null;
        var problems = Decide(declared, form);
        foreach (var file in problems.Count == 0 ? form.Files ?? [] : [])
        {
            await using var content = file.OpenReadStream();
            problems.AddRange((await documents.AcceptAsync(content, file.FileName, declared.Subject, Proof, ct)).Problems.Select(p => p.At(nameof(form.Files))));
        }

        if (problems.Count > 0)
            return Result<string>.Refused(problems);
        declared.AskToLift(NormalisedText.Text(form.Reason), clock.UtcNow());
        log.Record(actor, "NameLiftAsking", null, new NameLiftAsked(number));
        await worklist.OpenAsync(new(KeyOf(number), "名称管理", declared.Full, "审核名称证明", Urls.NameCase(number), Roles.RegistrationSupervisor, null, null, clock.UtcNow(), null), ct);
        await db.SaveChangesAsync(ct);
        return number;
    }

    internal static List<Problem> Decide(NameReservation declared, AskToLiftForm form)
    {
        var problems = new List<Problem>();
        if (declared.State != NameState.Checked || declared.Result != NameResult.Blocked)
            problems.Add(new("not-blocked", "这个名称没有被拦住，不用主管人员审核"));
        else if (!Liftable(declared))
            problems.Add(new("not-liftable", "名称的用字不合规定，有投资关系也不能用。请修改名称"));
        else if (declared.LiftAskedAt is not null && declared.LiftDecidedAt is null)
            problems.Add(new("already-asked", "已经提交过，主管人员正在审核"));
        if (string.IsNullOrWhiteSpace(form.Reason))
            problems.Add(new("reason-required", "请写明与对方企业的投资关系或者授权情况", nameof(form.Reason)));
        if (form.Files is not { Count: > 0 } files || files.All(f => f.Length == 0))
            problems.Add(new("proof-required", "请上传投资关系证明或者授权文件", nameof(form.Files)));
        return problems;
    }

    /// <summary>Only what another's name blocks can be lifted; forbidden words and structure cannot.</summary>
    public static bool Liftable(NameReservation declared) =>
        declared.Found is { } json && System.Text.Json.JsonSerializer.Deserialize<NameVerdict>(json) is { } verdict && verdict.Problems.All(p => p.Code == "name-taken");
}
