using Microsoft.EntityFrameworkCore;
using Qishi.Kernel.Sm;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.CheckAndSign;

/// <summary>Somebody who must sign, and whether they did under the form as it stands now.</summary>
internal sealed record Signer(int Person, string Name, string Mobile, Signature? Signed, DateTime? AskedAt);

/// <summary>Who signs: the sole trader's operator; of a company everybody with a role in it. Once per person for all matters (R-5.4 c).</summary>
internal sealed class Signers(AppDb db)
{
    public async Task<IReadOnlyList<Signer>> ReadAsync(StartUpCase c, Answers a, FormContext x, CancellationToken ct)
    {
        var digest = DigestOf(a, x);
        var signatures = await db.Set<Signature>().Where(s => s.CaseId == c.Id && s.Digest == digest).ToListAsync(ct);
        var asked = await db.Set<SignRequest>().Where(s => s.CaseId == c.Id && s.Digest == digest).Select(s => new { s.Person, s.SentAt }).ToListAsync(ct);
        return
        [
            .. PeopleOf(a, x.Kind).Select(p => new Signer(
                p, a.Of(p, "Name"), a.Of(p, "Mobile"), signatures.FirstOrDefault(s => s.Person == p), asked.Where(r => r.Person == p).Select(r => (DateTime?)r.SentAt).Max())),
        ];
    }

    public static IReadOnlyList<int> PeopleOf(Answers a, EntityKind kind) => kind == EntityKind.Individual ? [1] : [.. a.People.Where(p => a.Has($"P{p}.Roles"))];

    /// <summary>What a signature names: the answers and the given files. Any change asks for new signatures.</summary>
    public static string DigestOf(Answers a, FormContext x) =>
        Sm3.Hex(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', x.PlaceFiles.Select(f => f.Digest).Order(StringComparer.Ordinal).Prepend(a.Digest()))));
}
