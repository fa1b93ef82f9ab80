using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.StartUp.FillForm;
using Qishi.Modules.StartUp.Model;
using Qishi.Modules.StartUp.Notices;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.StartUp.CheckAndSign;

/// <summary>Asks a co-signer by SMS; the message holds a number for the signing page, no link.</summary>
internal sealed class AskToSignHandler(AppDb db, FormReview review, CaseMessages messages, EventLog log, Actor actor, TimeProvider clock)
{
    // No characters that are mistaken for each other when read from a phone; 10 of 31 make 49 bits, and the code to the phone stands behind it.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXY";
    private const int Length = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    public async Task<Result<DateTime>> HandleAsync(StartUpCase c, int person, CancellationToken ct)
    {
        var a = c.ReadAnswers();
        var x = await review.ContextAsync(c, a, ct);
        if (!c.MayEdit || !Signers.PeopleOf(a, x.Kind).Contains(person) || person == 1)
            return new Problem("signer", "没有这个签名人。请刷新页面");
        if (await review.ProblemsAsync(a, x, ct) is { Count: > 0 } open)
            return new Problem("not-complete", $"还有{open.Count}处没填好，填好后再请他签名");
        var now = clock.UtcNow();
        var last = await db.Set<SignRequest>().Where(r => r.CaseId == c.Id && r.Person == person).Select(r => (DateTime?)r.SentAt).MaxAsync(ct);
        if (last is { } sent && now - sent < Pause)
            return new Problem("asked-just-now", "刚发过短信，请1分钟后再提醒");
        var number = RandomNumberGenerator.GetString(Alphabet, Length);
        db.Add(new SignRequest { Id = Guid.CreateVersion7(clock.GetUtcNow()), CaseId = c.Id, Person = person, TokenKey = KeyOf(db, number), Digest = Signers.DigestOf(a, x), SentAt = now });
        messages.PleaseSign(c, a.Of(person, "Mobile"), number);
        log.Record(actor, "SignatureAsking", null, new Contracts.SignatureAsked(c.CaseNo, person));
        await db.SaveChangesAsync(ct);
        return now;
    }

    public static string KeyOf(AppDb db, string number) => db.Cipher.LookupKey(NormalisedText.Codes(number), "startup.sign");
}
