using Qishi.Kernel;

namespace Qishi.Modules.Registration.Addresses;

/// <summary>Doors of the standard-address library while one types; free text stays possible, and the forms work without it.</summary>
internal static class SuggestAddress
{
    public static async Task<IResult> HandleAsync(string? area, string? q, AddressLibrary library, TimeProvider clock, CancellationToken ct) =>
        Results.Json((await library.SuggestAsync(area, q, clock.Today(), ct)).Select(s => new { area = s.Address.AreaCode, detail = s.Address.Detail, place = s.Place }));
}
