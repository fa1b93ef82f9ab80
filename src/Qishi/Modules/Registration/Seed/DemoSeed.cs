using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Seed;

/// <summary>The fictional entities that were there before: from <c>demo/entities.json</c>, once.</summary>
internal static class DemoSeed
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static async Task RunAsync(AppDb db, GroundReader grounds, FieldCipher cipher, string folder, DateOnly today, CancellationToken ct)
    {
        if (await db.Set<Entity>().AnyAsync(ct))
            return;
        var ground = await grounds.ReadAsync(today, ct);
        await using var file = File.OpenRead(Path.Combine(folder, "demo", "entities.json"));
        foreach (var row in (await JsonSerializer.DeserializeAsync<List<Row>>(file, Json, ct))!)
            Add(db, row, ground, cipher);
        await db.SaveChangesAsync(ct);
    }

    private static void Add(AppDb db, Row row, Ground ground, FieldCipher cipher)
    {
        var at = ChinaTime.ToUtc(row.EstablishedOn, new TimeOnly(10, 0));
        var made = NewEntity.From(row.Draft(), row.Uscc, "", at, ground, cipher);
        var (e, edition) = (made.Entity, 1);
        foreach (var former in row.FormerNames)
        {
            var until = ChinaTime.ToUtc(former.Until, new TimeOnly(10, 0));
            var past = e.NextEdition(until, "变更名称");
            db.Add(past.Renamed(former.Name));
            db.Add(LicenceOf(e, edition++, past.From, ground, until));
        }

        db.Add(LicenceOf(e, edition, e.Since, ground, null));
        var status = StatusOf(row.Status);
        if (status != EntityStatus.Registered)
        {
            var on = row.ClosedOn ?? row.EstablishedOn.AddYears(3);
            db.Add(e.NextEdition(ChinaTime.ToUtc(on, new TimeOnly(10, 0)), "状态变更"));
            e.Become(status, on);
        }

        db.AddRange(made.Rows);
    }

    private static Licence LicenceOf(Entity e, int no, DateTime at, Ground ground, DateTime? replaced)
    {
        var licence = LicenceIssue.Of(e, no, 1, at, ground).Row;
        licence.ReplacedAt = replaced;
        return licence;
    }

    private static EntityStatus StatusOf(string word) => word switch
    {
        "REGISTERED" => EntityStatus.Registered,
        "DEREGISTERED" => EntityStatus.Deregistered,
        "REVOKED" => EntityStatus.Revoked,
        "SUSPENDED" => EntityStatus.Suspended,
        _ => throw new FormatException($"entities.json: unknown status {word}."),
    };

    private sealed record Row(
        string Uscc, NameRow NameParts, EntityKind Kind, string Status, DateOnly EstablishedOn, DateOnly? ClosedOn, string AreaCode, string Detail, string[] ScopeItems,
        Former[] FormerNames, CompositionForm? Composition, long? CapitalFen, int? TermYears, int? Employees, PersonRow[] People, ShareholderDraft[] Shareholders)
    {
        public EntityDraft Draft() => new()
        {
            Kind = Kind,
            Composition = Composition,
            Name = NameRules.Clean(new(NameParts.Division, NameParts.TradeName, NameParts.Industry, NameParts.Form + NameParts.Suffix)),
            Premises = new(AreaCode, Detail, PremisesProof.Lease),
            ScopeItems = ScopeItems,
            CapitalFen = CapitalFen,
            TermYears = TermYears,
            Employees = Employees,
            Shareholders = Shareholders,
            People = [.. People.Select(p => new PersonDraft(p.Name, p.IdNumber, p.Mobile, p.Roles.Aggregate(PersonRoles.None, (a, r) => a | r), null, true))],
        };
    }

    private sealed record NameRow(string Division, string TradeName, string Industry, string Form, string? Suffix);

    private sealed record Former(string Name, DateOnly Until);

    private sealed record PersonRow(string Name, string IdNumber, string Mobile, PersonRoles[] Roles);
}
