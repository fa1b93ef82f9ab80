using Qishi.Kernel;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DeclareName;

/// <summary>The holder gives a declared or reserved name up; it is free at once.</summary>
internal sealed class GiveUpNameHandler(AppDb db, ReserveNameHandler own, NameBook book, EventLog log, Actor actor)
{
    public async Task<Result<string>?> HandleAsync(string number, CancellationToken ct)
    {
        if (await own.FindAsync(number, ct) is not { } declared)
            return null;
        var moved = declared.Move("cancel");
        if (!moved.Ok)
            return Result<string>.Refused(moved.Problems);
        await book.RemoveAsync(declared, ct);
        log.Record(actor, "NameGivingUp", null, new NameGivenUp(number));
        await db.SaveChangesAsync(ct);
        return number;
    }
}
