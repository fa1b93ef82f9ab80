using System.Collections.Concurrent;
using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Exchange.Contracts;

namespace Qishi.Departments;

/// <summary>What a department made of an arrival.</summary>
internal enum Arrived { Taken, Known, NotSigned, Unreadable, Failed, TakenWithoutReply, Down }

/// <summary>
/// Takes hand-overs in, whichever way they came: signature, content, faults of the script, then the books. The door they came through only translates the answer.
/// </summary>
internal sealed class Reception(DepartmentsOptions options, SteeringDesk steering, Intake intake, TimeProvider clock)
{
    /// <summary>How often each key arrived since the start, for the script.</summary>
    private readonly ConcurrentDictionary<string, int> arrivals = new();

    /// <param name="freshSeconds">How old the signature may be: minutes when it was called, days when it waited in a queue or a folder.</param>
    public async Task<Arrived> TakeAsync(Habit habit, WireSignature? signature, string path, string key, byte[] body, int freshSeconds, Door door, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var state = steering[habit.Code];
        if (state.IsDown(now))
            return Arrived.Down;
        var fault = state.Script.OnArrival(key, arrivals.AddOrUpdate(key, 1, (_, n) => n + 1));
        steering.Note(door, fault);
        if (state.Mode == "slow" || fault == Fault.Delay)
            await Task.Delay(TimeSpan.FromSeconds((fault == Fault.Delay ? 0.3 : 3) * Math.Max(options.Pace, fault == Fault.Delay ? 1 : 0)), clock, ct);
        if (fault == Fault.Fail || steering.Take(habit.Code, s => s.FailNext, (s, n) => s with { FailNext = n }))
            return Arrived.Failed;
        if (fault == Fault.Corrupt)
            body = Corrupted(body);
        if (options.Secret(habit.Code) is not { } secret || signature is null || signature.Department != habit.Code || !signature.Matches(secret, "POST", path, key, body) || !signature.IsFresh(now, freshSeconds))
            return Arrived.NotSigned;
        if (Read(habit, key, body) is not { } message)
            return Arrived.Unreadable;
        var isNew = await intake.TakeAsync(habit, message, secret, door, ct);
        if (fault == Fault.Duplicate)
            await intake.TakeAsync(habit, message, secret, door, ct);
        return fault == Fault.LoseReply || steering.Take(habit.Code, s => s.LoseReplies, (s, n) => s with { LoseReplies = n }) ? Arrived.TakenWithoutReply : isNew ? Arrived.Taken : Arrived.Known;
    }

    public static byte[] Corrupted(byte[] body)
    {
        var copy = body.ToArray();
        if (copy.Length > 0)
            copy[copy.Length / 2] ^= 0x20;
        return copy;
    }

    /// <summary>A message that is whole and that the bureau signed; null for anything else.</summary>
    private WireHandOver? Read(Habit habit, string key, byte[] body)
    {
        try
        {
            using var document = SignedText.Parse(body);
            var message = document.RootElement.Deserialize<WireHandOver>(Wire.Json);
            return message is { IsWhole: true } && message.Matter == habit.Matter && message.Id == key && options.IsSigned(document.RootElement, message.Proof) ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The way a hand-over came; its receipts go back the same way.</summary>
internal enum Door { Push, Pull, Queue, Files, Platform }
