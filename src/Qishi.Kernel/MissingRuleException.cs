namespace Qishi.Kernel;

/// <summary>A rule parameter that is not there, has no value on the day, or is not of the form asked for. The message names key and day.</summary>
/// <param name="message">The message.</param>
public sealed class MissingRuleException(string message) : Exception(message);
