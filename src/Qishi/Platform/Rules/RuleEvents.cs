using Qishi.Kernel;

namespace Qishi.Platform.Rules;

/// <summary>A person proposed a new value of a rule parameter.</summary>
public sealed record ParameterProposed(Guid Id, string Key) : IEvent
{
    public string Subject => $"parameter:{Key}";
}

/// <summary>A second person put the value in force.</summary>
public sealed record ParameterApproved(Guid Id, string Key, string Value, DateOnly? From, DateOnly? To) : IEvent
{
    public string Subject => $"parameter:{Key}";
}

/// <summary>A second person turned the proposal down.</summary>
public sealed record ParameterRejected(Guid Id, string Key) : IEvent
{
    public string Subject => $"parameter:{Key}";
}

/// <summary>The calendar of a year was entered: dates in it are no longer provisional and are to be computed again.</summary>
public sealed record CalendarYearPublished(int Year, string Scope) : IEvent
{
    public string Subject => $"calendar:{Year}";
}
