namespace Qishi.Kernel.Sm.Seals;

/// <summary>What an electronic seal says of itself (GB/T 38540-2020, SES_SealInfo).</summary>
/// <param name="EsId">esID: number of the seal, ASCII.</param>
/// <param name="MakerId">Vid of the header: who made it, ASCII.</param>
/// <param name="Type">1 seal of a unit, 2 seal of a person.</param>
/// <param name="Name">Name of the seal.</param>
/// <param name="Certificates">Certificates (DER) of those who may sign with it.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ValidFrom">Valid from, UTC.</param>
/// <param name="ValidTo">Valid until, UTC.</param>
/// <param name="Picture">What is seen of it.</param>
public sealed record SealFacts(
    string EsId, string MakerId, int Type, string Name, IReadOnlyList<byte[]> Certificates, DateTime CreatedAt, DateTime ValidFrom, DateTime ValidTo, SealImage Picture);

/// <param name="Type">File type: PNG.</param>
/// <param name="Data">Bytes of the file.</param>
/// <param name="WidthMm">Width, millimetres.</param>
/// <param name="HeightMm">Height, millimetres.</param>
public sealed record SealImage(string Type, byte[] Data, int WidthMm, int HeightMm);
