using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Kernel.Draw;
using Qishi.Modules.Inspections.Contracts;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Inspections.JoinDraw;

public sealed class JoinDrawForm
{
    /// <summary>Round one: SM3 of pool, party and secret, computed by the party itself.</summary>
    public string? Commitment { get; set; }

    /// <summary>Round two: the secret.</summary>
    public string? Secret { get; set; }
}

/// <summary>A party of a draw, whoever holds its link: first the commitment, and when all commitments stand the secret (docs/draw.md §4).</summary>
internal sealed class JoinDrawHandler(AppDb db, EventLog log, Actor actor, TimeProvider clock)
{
    public async Task<(TaskDraw Draw, DrawParty Party)?> FindAsync(string token, CancellationToken ct)
    {
        var digest = DrawFiles.DigestOf(token);
        return await db.Set<TaskDraw>().Include(d => d.Parties).SingleOrDefaultAsync(d => d.Parties.Any(p => p.TokenDigest == digest), ct) is { } draw ? (draw, draw.Parties.Single(p => p.TokenDigest == digest)) : null;
    }

    public async Task<Result<string>> HandleAsync(string token, JoinDrawForm form, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not var (draw, party))
            return new Problem("party-not-found", "链接无效");
        var now = clock.UtcNow();
        if (Decide(draw, party, form) is { } problem)
            return problem;
        var reveal = draw.State == DrawState.Committed;
        if (reveal)
            (party.Secret, party.RevealedAt) = (form.Secret!.Trim(), now);
        else
            (party.Commitment, party.CommittedAt) = (NormalisedText.Text(form.Commitment).ToLowerInvariant(), now);
        draw.State = draw.Parties.All(p => p.Secret is not null) ? DrawState.Revealed : draw.Parties.All(p => p.Commitment is not null) ? DrawState.Committed : DrawState.Frozen;
        var task = await db.Set<InspectionTask>().SingleAsync(t => t.Id == draw.TaskId, ct);
        log.Record(actor, "DrawJoining", null, new DrawPartyActed(task.No, draw.No, party.Place, reveal));
        try
        {
            await db.SaveChangesAsync(ct);
            return reveal ? "随机数已公开，和承诺一致" : "承诺已公布。请保管好随机数，等各方都承诺以后再来公开";
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("joined", "另一方刚刚也提交了。请再提交一次");
        }
    }

    internal static Problem? Decide(TaskDraw draw, DrawParty party, JoinDrawForm form)
    {
        switch (draw.State)
        {
            case DrawState.Frozen when party.Commitment is not null:
                return new("waiting", "您已经承诺，请等其他各方");
            case DrawState.Frozen:
                var typed = NormalisedText.Text(form.Commitment).ToLowerInvariant();
                return typed.Length != 64 || !typed.All(char.IsAsciiHexDigitLower) ? new("commitment-bad", "承诺应为64位十六进制数字（0至9、a至f）", nameof(form.Commitment))
                    : draw.Parties.Any(p => p.Commitment == typed) ? new("commitment-same", "和另一方的承诺相同，请换一个随机数", nameof(form.Commitment)) : null;
            case DrawState.Committed when party.Secret is not null:
                return new("waiting", "您已经公开随机数，请等其他各方");
            case DrawState.Committed:
                var secret = (form.Secret ?? "").Trim();
                return secret.Length is < DrawSeed.MinSecretLength or > DrawSeed.MaxSecretLength ? new("secret-length", $"随机数应为{DrawSeed.MinSecretLength}至{DrawSeed.MaxSecretLength}个字符", nameof(form.Secret))
                    : Convert.ToHexStringLower(DrawSeed.Commitment(Convert.FromHexString(draw.PoolDigest), party.Name, secret)) != party.Commitment
                        ? new("secret-other", "这个随机数和当时的承诺不一致。请核对，一个字符也不能差", nameof(form.Secret)) : null;
            default:
                return new("draw-over", "这轮抽取已经不再接受承诺和随机数");
        }
    }
}
