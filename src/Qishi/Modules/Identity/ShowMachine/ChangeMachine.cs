using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.AddMachine;
using Qishi.Modules.Identity.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.ShowMachine;

public sealed class ChangeMachineForm
{
    /// <summary><c>save</c>, <c>secret</c>, <c>stop</c> or <c>start</c>.</summary>
    public string? Act { get; set; }

    public string? Name { get; set; }
    public List<string> Scopes { get; set; } = [];
    public int Version { get; set; }
}

/// <summary>Name and scopes, a new secret, stop and start; all in force with the client's next call.</summary>
internal sealed class ChangeMachineHandler(AppDb db, EventLog log, CurrentActor current, TimeProvider clock)
{
    public Task<MachineClient?> FindAsync(Guid id, CancellationToken ct) => db.Set<MachineClient>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);

    /// <summary>The new secret, where one was asked for; else an empty text.</summary>
    public async Task<Result<string>> HandleAsync(Guid id, ChangeMachineForm form, CancellationToken ct)
    {
        if (await db.Set<MachineClient>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } client)
            return new Problem("machine-unknown", "没有找到这个接口客户端。请从列表重新进入");
        db.Entry(client).Property(c => c.Version).OriginalValue = form.Version;
        var secret = "";
        if (form.Act == "secret")
        {
            secret = MachineClient.NewSecret();
            (client.SecretDigest, client.SecretSetAt) = (MachineClient.DigestOf(secret), clock.UtcNow());
            log.Record(current.Actor, "MachineSecretChanging", null, new MachineSecretChanged(client.ClientId));
        }
        else
        {
            if (form.Act is "stop" or "start")
                client.Disabled = form.Act == "stop";
            else if (AddMachineHandler.Check(client.ClientId, NormalisedText.Text(form.Name), form.Scopes) is { Count: > 0 } problems)
                return Result<string>.Refused(problems);
            else
                (client.Name, client.Scopes) = (NormalisedText.Text(form.Name), string.Join(' ', ApiScopes.All.Keys.Where(form.Scopes.Contains)));
            log.Record(current.Actor, "MachineClientChanging", null, new MachineClientChanged(client.ClientId, client.ScopeList, client.Disabled));
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("machine-changed", "这个接口客户端刚被别人改过。请看过现在的内容再改");
        }

        return secret;
    }
}
