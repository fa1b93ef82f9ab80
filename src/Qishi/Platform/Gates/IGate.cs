namespace Qishi.Platform.Gates;

/// <summary>
/// Asked before a decision about a subject (credit restriction, court list, missing permit…). Modules plug gates in; those who decide ask all of them
/// and depend on none (一处失信、处处受限).
/// </summary>
public interface IGate
{
    string Name { get; }

    Task<IReadOnlyList<GateAnswer>> AskAsync(GateQuestion question, CancellationToken ct);
}

/// <param name="Act">The act about to be decided, e.g. <c>registration.establish</c>.</param>
/// <param name="Uscc">Code of the entity concerned, when it has one.</param>
/// <param name="PersonKeys">Keyed look-up digests of the persons concerned.</param>
/// <param name="On">Day of the decision.</param>
public sealed record GateQuestion(string Act, string? Uscc, IReadOnlyList<string> PersonKeys, DateOnly On);

/// <summary>What a gate found: blocked, needs a person, or a note; with the sentence, the rule and the record it rests on.</summary>
public sealed record GateAnswer(GateVerdict Verdict, string Sentence, string Rule, string? RecordUrl);

public enum GateVerdict { Note, NeedsPerson, Blocked }
