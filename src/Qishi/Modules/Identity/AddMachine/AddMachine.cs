using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.AddMachine;

public sealed class AddMachineForm
{
    public string? ClientId { get; set; }
    public string? Name { get; set; }
    public string? Department { get; set; }
    public List<string> Scopes { get; set; } = [];
}

/// <summary>A new client and its secret, which is shown once.</summary>
public sealed record NewMachine(Guid Id, string ClientId, string Secret);

internal sealed class AddMachineHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public async Task<Result<NewMachine>> HandleAsync(AddMachineForm form, CancellationToken ct)
    {
        var (clientId, name) = ((form.ClientId ?? "").Trim().ToLowerInvariant(), NormalisedText.Text(form.Name));
        var problems = Check(clientId, name, form.Scopes);
        if (await db.Set<MachineClient>().AnyAsync(c => c.ClientId == clientId, ct))
            problems.Add(new("client-id-taken", $"编号“{clientId}”已经有了。请换一个", nameof(form.ClientId)));
        if (!string.IsNullOrEmpty(form.Department) && !await db.Set<OrgUnit>().AnyAsync(u => u.Code == form.Department, ct))
            problems.Add(new("unit-unknown", "没有这个单位。请从列表里选", nameof(form.Department)));
        if (problems.Count > 0)
            return Result<NewMachine>.Refused(problems);
        var secret = MachineClient.NewSecret();
        var client = new MachineClient
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            ClientId = clientId,
            Name = name,
            Department = string.IsNullOrEmpty(form.Department) ? null : form.Department,
            Scopes = string.Join(' ', ApiScopes.All.Keys.Where(form.Scopes.Contains)),
            SecretDigest = MachineClient.DigestOf(secret),
            SecretSetAt = clock.UtcNow(),
            CreatedAt = clock.UtcNow(),
        };
        db.Add(client);
        log.Record(current.Actor, "MachineClientAdding", null, new MachineClientAdded(clientId, client.ScopeList));
        await db.SaveChangesAsync(ct);
        return new NewMachine(client.Id, clientId, secret);
    }

    internal static List<Problem> Check(string clientId, string name, IReadOnlyList<string> scopes)
    {
        List<Problem> problems = [];
        if (clientId.Length is < 3 or > 60 || !clientId.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            problems.Add(new("client-id-form", "编号用小写字母、数字和短横线，3到60位", nameof(AddMachineForm.ClientId)));
        if (name.Length is 0 or > 60)
            problems.Add(new("client-name-missing", "请填写名称，最多60个字", nameof(AddMachineForm.Name)));
        if (scopes.Count == 0 || scopes.Any(s => !ApiScopes.All.ContainsKey(s)))
            problems.Add(new("scopes-missing", "请至少选一个范围", nameof(AddMachineForm.Scopes)));
        return problems;
    }
}
