using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Seed;

/// <summary>Fills the reference lists from the files that ship with the program, each list once, and notes the code segments.</summary>
internal static class ReferenceSeed
{
    public static async Task RunAsync(AppDb db, CatalogueCache catalogue, string folder, CancellationToken ct)
    {
        await FillAsync(db, folder, "scope-items.csv", ScopeItemOf, ct);
        await FillAsync(db, folder, "areas.csv", (r, _) => new Area { Code = r["code"], Name = r["name"], ParentCode = r["parent_code"], Station = r["station_code"] }, ct);
        await FillAsync(db, folder, "prohibited-words.csv", (r, i) => new ForbiddenWord
        {
            Id = i + 1,
            Word = r["word"],
            Category = r["category"],
            Level = r["level"],
            Exceptions = r["exceptions"],
            Applies = r["applies"],
            Source = r["source"],
        }, ct);
        await FillAsync(db, folder, "industry-words.csv", (r, _) => new IndustryWord { Word = r["word"], Group = r["class3"] }, ct);
        await FillAsync(db, folder, "organisation-forms.csv", (r, _) => new OrganisationForm
        {
            Form = r["form"],
            Kinds = r["kinds"],
            Group = r["class3"] is { Length: > 0 } group ? group : null,
            IsSuffix = r["position"] == "SUFFIX",
        }, ct);
        await FillAsync(db, folder, "entity-types.csv", (r, _) => new RegisteredType { Code = r["code"], Kind = Enum.Parse<EntityKind>(r["kind"]), Variant = r["variant"], Word = r["word"] }, ct);
        var known = await db.Set<CodeSegment>().Select(s => s.Prefix).ToListAsync(ct);
        db.AddRange(KindBook.All.DistinctBy(k => k.Segment).Where(k => !known.Contains(k.Segment))
            .Select(k => new CodeSegment { Prefix = k.Segment, Category = k.Category.ToString(), NextBody = k.Segment + "0200" }));
        if (!await db.Set<NameTurn>().AnyAsync(ct))
            db.AddRange(Enumerable.Range(0, NameTurn.Count).Select(i => new NameTurn { Id = i }));
        await db.SaveChangesAsync(ct);
        catalogue.Forget();
    }

    private static async Task FillAsync<T>(AppDb db, string folder, string file, Func<IReadOnlyDictionary<string, string>, int, T> row, CancellationToken ct) where T : class
    {
        if (!await db.Set<T>().AnyAsync(ct))
            db.AddRange(Csv.Read(Path.Combine(folder, "reference", file)).Select((r, i) => (object)row(r, i)));
    }

    private static ScopeItem ScopeItemOf(IReadOnlyDictionary<string, string> r, int place) => new()
    {
        Code = r["code"],
        Place = place,
        Name = r["name"],
        Class4 = r["section"] + r["class4"],
        Permit = OrNull(r["permit_matter"]),
        Department = OrNull(r["department_code"]),
        Synonyms = r["synonyms"],
        Note = OrNull(r["note"]),
        From = DateOnly.TryParse(r["valid_from"], System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : null,
        Kind = r["kind"] switch
        {
            "GENERAL" => ScopeKind.General,
            "LICENSED_POST" => ScopeKind.LicensedPost,
            "LICENSED_PRIOR" => ScopeKind.LicensedPrior,
            var other => throw new FormatException($"scope-items.csv: unknown kind {other}."),
        },
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
