namespace Qishi.Modules.Documents.Contracts;

/// <summary>Draws what is seen of an electronic seal. Every picture says 「演示印章」.</summary>
public interface ISealPictures
{
    /// <summary>The picture as PNG with a clear ground.</summary>
    byte[] Draw(SealLook look);

    /// <summary>Decodes a picture drawn here.</summary>
    SealPixels Pixels(byte[] png);
}

/// <param name="Shape">Form.</param>
/// <param name="Owner">Name of the owner, along the rim.</param>
/// <param name="Word">What the seal is for: 财务专用章; null for the name seal of a unit.</param>
/// <param name="Code">Number below; null for none.</param>
public sealed record SealLook(SealShape Shape, string Owner, string? Word, string? Code);

/// <summary>Round with a star, oval, square.</summary>
public enum SealShape { Round, Oval, Square }

/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rgb">Three bytes a pixel.</param>
/// <param name="Alpha">One byte a pixel.</param>
public sealed record SealPixels(int Width, int Height, byte[] Rgb, byte[] Alpha);
