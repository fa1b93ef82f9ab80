using SkiaSharp;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Documents.Model;

namespace Qishi.Modules.Documents.Drawing;

/// <summary>A signature drawn on a screen and the name of who drew it.</summary>
internal sealed record SignaturePicture(string Name, byte[] Png);

/// <param name="IssuedAt">UTC; the PDF carries it as its date of making.</param>
/// <param name="Link">What the QR code opens; null for none.</param>
/// <param name="Signatures">Pictures for an application.</param>
internal sealed record DrawingInput(DateTime IssuedAt, string? Link, IReadOnlyList<SignaturePicture> Signatures);

/// <summary>Draws a document's content as PDF. The same content gives the same bytes on the same machine.</summary>
internal sealed class DocumentDrawing(Fonts fonts)
{
    public static bool Draws(string kind) =>
        kind is DocumentKinds.LicenceOriginal or DocumentKinds.LicenceDuplicate or DocumentKinds.Notice or DocumentKinds.Application;

    /// <exception cref="UndrawableException">The system has no Chinese font, or none with a character of the content.</exception>
    public byte[] Draw(DocumentContent content, DrawingInput input)
    {
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = content.Number is null ? content.Title : $"{content.Title} {content.Number}",
            Author = content["Authority"] ?? content["Sender"] ?? "",
            Subject = "演示，无法律效力",
            Creator = "启市",
            Producer = "Qishi",
            Creation = input.IssuedAt,
            Modified = input.IssuedAt,
            RasterDpi = 200,
            EncodingQuality = 90,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            switch (content.Kind)
            {
                case DocumentKinds.LicenceOriginal:
                    new LicenceDrawing(document, fonts, content, LicenceLayout.Original, input.Link).Draw();
                    break;
                case DocumentKinds.LicenceDuplicate:
                    new LicenceDrawing(document, fonts, content, LicenceLayout.Duplicate, input.Link).Draw();
                    break;
                case DocumentKinds.Notice:
                    new NoticeDrawing(document, fonts, content, input.Link).Draw();
                    break;
                case DocumentKinds.Application:
                    new ApplicationDrawing(document, fonts, content, input.Signatures).Draw();
                    break;
                default:
                    throw new ArgumentException($"There is no template “{content.Kind}”.", nameof(content));
            }

            document.Close();
        }

        return PdfLanguage.Set(stream.ToArray(), "zh-CN");
    }
}
