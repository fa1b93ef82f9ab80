using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>The name of a draft was taken by another entity between its check and its establishment. Nothing was written.</summary>
/// <param name="problem">The sentence for the registrar, at its field.</param>
public sealed class NameTakenException(Problem problem) : Exception(problem.Code)
{
    /// <summary>Why the name cannot be used any more.</summary>
    public Problem Problem { get; } = problem;
}
