using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Identity.Model;
using Qishi.Modules.Identity.Passwords;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Identity.Seed;

/// <summary>Fictional offices, staff and applicants of the demo county; adds what is missing, changes nothing that is there.</summary>
internal sealed class DemoPeople(AppDb db, EventLog log, FieldCipher cipher, PasswordHashing hashing, TimeProvider clock)
{
    /// <summary>Password of every demo account. Exists only where the demo switch is on.</summary>
    public const string Password = "Kaidian#2026";

    /// <summary>Marks the fictional applicants, so that the demo page never lists somebody who registered.</summary>
    public const string SeedMark = "demo";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly Actor actor = Actor.Program("演示数据");

    public async Task SeedAsync(string seedFolder, CancellationToken ct)
    {
        var folder = Path.Combine(seedFolder, "demo");
        await AddUnitsAsync(await ReadAsync<UnitLine>(folder, "org.json", ct), ct);
        // One hash for all: they share one password anyway, and fifty hashes would cost seconds of the first start.
        var hash = new Lazy<string>(() => hashing.Hash(Password));
        await AddStaffAsync(await ReadAsync<StaffLine>(folder, "staff.json", ct), hash, ct);
        await AddApplicantsAsync(await ReadAsync<PersonLine>(folder, "applicants.json", ct), hash, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task AddUnitsAsync(List<UnitLine> lines, CancellationToken ct)
    {
        var known = await db.Set<OrgUnit>().Select(u => u.Code).ToHashSetAsync(ct);
        var missing = lines.Where(l => !known.Contains(l.Code)).ToList();
        foreach (var line in missing)
        {
            db.Add(new OrgUnit { Code = line.Code, Kind = line.Kind });
            db.Add(new OrgUnitVersion { Id = NewId(), UnitCode = line.Code, Name = line.Name, Parent = line.Parent, Phone = line.Phone, From = line.ValidFrom, To = line.ValidTo });
        }

        if (missing.Count > 0)
            log.Record(actor, "DemoSeeding", null, missing.Select(l => new OrgUnitAdded(l.Code, l.Kind.ToString())));
    }

    private async Task AddStaffAsync(List<StaffLine> lines, Lazy<string> hash, CancellationToken ct)
    {
        var known = await db.Set<Staff>().Select(s => s.StaffNo).ToHashSetAsync(ct);
        foreach (var line in lines.Where(l => !known.Contains(l.StaffNo)))
        {
            var duty = line.Postings.SelectMany(p => p.Roles).Select(PostingRole.DutyOf).Distinct().Single();
            var account = NewAccount(AccountKind.Staff, duty, hash.Value);
            (account.TotpSecret, account.TotpConfirmedAt) = (Authenticator.NewSecret(), clock.UtcNow());
            var staff = new Staff { AccountId = account.Id, StaffNo = line.StaffNo, Name = line.Name, Mobile = line.Mobile };
            foreach (var p in line.Postings)
            {
                var posting = new Posting { Id = NewId(), AccountId = account.Id, Unit = p.Org, Title = p.Title, From = p.From, To = p.To };
                posting.Roles.AddRange(p.Roles.Select(r => PostingRole.Of(posting, r)));
                staff.Postings.Add(posting);
            }

            db.Add(account);
            db.Add(staff);
            log.Record(actor, "DemoSeeding", null,
                [new StaffAdded(account.Id, staff.StaffNo, duty.ToString()), .. staff.Postings.Select(p => new StaffPosted(account.Id, p.Id, p.Unit, p.From, p.To))]);
        }
    }

    private async Task AddApplicantsAsync(List<PersonLine> lines, Lazy<string> hash, CancellationToken ct)
    {
        var known = await db.Set<Applicant>().Select(a => a.MobileKey).ToHashSetAsync(ct);
        foreach (var line in lines.Where(l => !known.Contains(cipher.Mobile(l.Mobile))))
        {
            var account = NewAccount(AccountKind.Applicant, Duty.Business, hash.Value);
            db.Add(account);
            db.Add(new Applicant
            {
                AccountId = account.Id,
                Name = line.Name,
                IdNumber = line.IdNumber,
                IdKey = cipher.CitizenId(line.IdNumber),
                Mobile = line.Mobile,
                MobileKey = cipher.Mobile(line.Mobile),
                Level = RealNameLevel.RealName,
                VerifiedAt = clock.UtcNow(),
                VerifiedBy = DemoPeople.SeedMark,
            });
            log.Record(actor, "DemoSeeding", null, new ApplicantRegistered(account.Id, nameof(RealNameLevel.RealName)));
        }
    }

    private Account NewAccount(AccountKind kind, Duty duty, string hash) =>
        new() { Id = NewId(), Kind = kind, Duty = duty, PasswordHash = hash, PasswordSetAt = clock.UtcNow(), CreatedAt = clock.UtcNow() };

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    private static async Task<List<T>> ReadAsync<T>(string folder, string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(Path.Combine(folder, file));
        return await JsonSerializer.DeserializeAsync<List<T>>(stream, Json, ct) ?? [];
    }

    private sealed record UnitLine(string Code, string Name, OrgUnitKind Kind, string? Parent, string? Phone, DateOnly ValidFrom, DateOnly? ValidTo);

    private sealed record StaffLine(string StaffNo, string Name, string? Mobile, List<PostingLine> Postings);

    private sealed record PostingLine(string Org, string? Title, List<string> Roles, DateOnly From, DateOnly? To);

    private sealed record PersonLine(string Name, string IdNumber, string Mobile);
}
