using Qishi.Kernel;

namespace Qishi.Modules.Registration.DeclareName;

/// <summary>A name was declared and checked; the name itself stands in the record.</summary>
internal sealed record NameDeclared(string Number, string Result) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>The applicant took on the risk that the similar name infringes others .</summary>
internal sealed record NameRiskConfirmed(string Number) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>A name was reserved through the last day, 24:00.</summary>
internal sealed record NameReserved(string Number, DateOnly Until) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>The holder gave the name up.</summary>
internal sealed record NameGivenUp(string Number) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>A reservation ended with its last day; the name is free again.</summary>
internal sealed record NameReservationExpired(string Number) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>A reserved name became the name of an entity.</summary>
internal sealed record NameReservationUsed(string Number, string Uscc) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>The applicant asks the supervisor to lift a block, with documents.</summary>
internal sealed record NameLiftAsked(string Number) : IEvent
{
    public string Subject => "name:" + Number;
}

/// <summary>The supervisor lifted a block, or did not.</summary>
internal sealed record NameLiftDecided(string Number, bool Lifted) : IEvent
{
    public string Subject => "name:" + Number;
}
