namespace Qishi.Platform.Auth;

/// <summary>Who acts: a signed-in person, a machine client, a visitor, or the program itself.</summary>
public sealed record Actor
{
    public Guid? AccountId { get; init; }
    public required ActorKind Kind { get; init; }

    /// <summary>Name shown to colleagues; for applicants the full name, so it does not go into the log.</summary>
    public required string Name { get; init; }

    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>Code of the org unit of the chosen posting; null for applicants and visitors.</summary>
    public string? Unit { get; init; }

    /// <summary>Code of the department a liaison works for, or of the bank outlet of a clerk.</summary>
    public string? Department { get; init; }

    public string? SourceAddress { get; init; }
    public string CorrelationId { get; init; } = "";

    /// <summary>What the append-only log shows: staff by name, applicants only as 申请人, visitors as 访客.</summary>
    public string NameOnRecord => Kind switch
    {
        ActorKind.Staff or ActorKind.Program or ActorKind.Machine => Name,
        ActorKind.Applicant => "申请人",
        ActorKind.Visitor => "访客",
        _ => throw new InvalidOperationException($"Unknown kind {Kind}."),
    };

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>The program acting by itself: jobs, subscribers, seeds.</summary>
    public static Actor Program(string name) => new() { Kind = ActorKind.Program, Name = name, CorrelationId = name };

    public static Actor Visitor { get; } = new() { Kind = ActorKind.Visitor, Name = "访客" };
}

public enum ActorKind { Visitor, Applicant, Staff, Machine, Program }

/// <summary>The actor of the current scope; set from the request or by whoever opened the scope.</summary>
public sealed class CurrentActor
{
    public Actor Actor { get; set; } = Actor.Visitor;
}
