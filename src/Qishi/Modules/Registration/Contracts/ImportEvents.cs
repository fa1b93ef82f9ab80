using Qishi.Kernel;

namespace Qishi.Modules.Registration.Contracts;

/// <summary>A file of an old register was handed in for import.</summary>
/// <param name="Id">Import.</param>
/// <param name="Digest">SM3 of the file.</param>
public sealed record ImportStarted(Guid Id, string Digest) : IEvent
{
    /// <inheritdoc/>
    public string Subject => $"import:{Id:N}";
}

/// <summary>A checked import was released to be written.</summary>
/// <param name="Id">Import.</param>
public sealed record ImportReleased(Guid Id) : IEvent
{
    /// <inheritdoc/>
    public string Subject => $"import:{Id:N}";
}

/// <summary>Entities of an old register were written; they are many, so one event speaks of a batch of rows.</summary>
/// <param name="Id">Import.</param>
/// <param name="FromRow">First row of the batch.</param>
/// <param name="ToRow">Last row of the batch.</param>
/// <param name="Entities">How many were added.</param>
public sealed record EntitiesImported(Guid Id, int FromRow, int ToRow, int Entities) : IEvent
{
    /// <inheritdoc/>
    public string Subject => $"import:{Id:N}";
}

/// <summary>A pass over a file ended.</summary>
/// <param name="Id">Import.</param>
/// <param name="Written">False for the dry run.</param>
/// <param name="Fine">Rows that went in or may.</param>
/// <param name="Unchanged">Rows the register holds already.</param>
/// <param name="Bad">Rows set aside.</param>
public sealed record ImportEnded(Guid Id, bool Written, int Fine, int Unchanged, int Bad) : IEvent
{
    /// <inheritdoc/>
    public string Subject => $"import:{Id:N}";
}

/// <summary>A row that was set aside was mended and went in, or is left out for good.</summary>
/// <param name="Id">Import.</param>
/// <param name="Row">Row.</param>
/// <param name="Imported">True when it went in.</param>
public sealed record ImportRowSettled(Guid Id, int Row, bool Imported) : IEvent
{
    /// <inheritdoc/>
    public string Subject => $"import:{Id:N}";
}
