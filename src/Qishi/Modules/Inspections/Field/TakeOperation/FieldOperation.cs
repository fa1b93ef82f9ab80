using System.Text.Json;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Model;

namespace Qishi.Modules.Inspections.Field.TakeOperation;

/// <summary>One operation as a phone sends it.</summary>
/// <param name="Id">Made by the phone once and sent with every attempt.</param>
/// <param name="Visit">Visit.</param>
/// <param name="Kind">A kind of <see cref="FieldEntry"/>.</param>
/// <param name="Item">Code of the item, for kinds about one.</param>
/// <param name="Base">Version of the key the phone last saw; 0 for none.</param>
/// <param name="At">When it was done, by the phone's clock.</param>
/// <param name="Value">Content.</param>
internal sealed record FieldOperation(Guid Id, Guid Visit, string? Kind, string? Item, int Base, DateTimeOffset At, FieldValue? Value)
{
    private const int Longest = 64 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when it is not an operation.</summary>
    public static FieldOperation? Read(string? text)
    {
        try
        {
            return text is { Length: > 0 and < Longest } && JsonSerializer.Deserialize<FieldOperation>(text, Json) is { } op && op.Id != Guid.Empty ? op : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a phone hears. <c>done</c>: kept, may be forgotten there; <c>conflict</c>: the person chooses; <c>refused</c>: stays on the phone with the sentences.</summary>
/// <param name="State">done, conflict or refused.</param>
/// <param name="Number">Version it became, or the one that stands.</param>
/// <param name="Repeated">It had arrived before.</param>
/// <param name="Problems">Why not.</param>
/// <param name="Theirs">What stands instead.</param>
internal sealed record FieldAnswer(string State, int Number, bool Repeated, IReadOnlyList<Problem> Problems, FieldTheirs? Theirs)
{
    public static FieldAnswer Done(int number, bool repeated = false) => new("done", number, repeated, [], null);

    public static FieldAnswer Refused(params IReadOnlyList<Problem> problems) => new("refused", 0, false, problems, null);

    public static FieldAnswer Conflict(FieldEntry theirs) =>
        new("conflict", theirs.Number, false, [new("field-conflict", $"{theirs.By}也填了这一项，内容和您的不一样。请选择用哪一个，两个都会留存")], new(theirs.By, theirs.At, FieldValue.Read(theirs.Value)));
}

/// <summary>The version that stands at the server.</summary>
internal sealed record FieldTheirs(string By, DateTime At, FieldValue Value);
