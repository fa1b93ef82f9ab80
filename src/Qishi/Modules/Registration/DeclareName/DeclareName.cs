using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Qishi.Kernel;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.Kinds;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Names;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;

namespace Qishi.Modules.Registration.DeclareName;

public sealed class DeclareNameForm
{
    public string? Kind { get; set; }

    /// <summary>The name in one piece; split into the parts below when they are empty.</summary>
    public string? Whole { get; set; }
    public string? Division { get; set; }
    public string? TradeName { get; set; }
    public string? Industry { get; set; }
    public string? NameForm { get; set; }
    public string? NeedsApproval { get; set; }

    /// <summary>split or check.</summary>
    public string? Act { get; set; }
}

/// <summary>Declares a name: splits it, checks it, keeps what was found. A blocked name is kept too, so that its applicant can ask the supervisor.</summary>
internal sealed class DeclareNameHandler(AppDb db, GroundReader grounds, NameCheck names, NameIdeas ideas, Once once, EventLog log, Actor actor, TimeProvider clock)
{
    private const int Ideas = 5;

    /// <summary>The number under which the declaration is found.</summary>
    public async Task<Result<string>> HandleAsync(DeclareNameForm form, string key, CancellationToken ct)
    {
        if (await once.FindAsync(key, ct) is { } done)
            return done;
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        if (Read(form, ground) is not { Ok: true } read)
            return Result<string>.Refused(Read(form, ground).Problems);
        var (kind, name) = read.Value;
        var verdict = await names.CheckAsync(name, kind, ground, OwnName.None, ct);
        if (verdict.Problems.FirstOrDefault(p => p.Field is not null && p.Code.EndsWith("required", StringComparison.Ordinal)) is not null)
            return Result<string>.Refused([.. verdict.Problems.Select(ToForm)]);
        var declared = New(kind, name, form.NeedsApproval == "true", ground);
        declared.Saw(verdict.Result, JsonSerializer.Serialize(verdict));
        declared.Move("check");
        db.Add(declared);
        log.Record(actor, "NameDeclaring", null, new NameDeclared(declared.Number, verdict.Result.ToString()));
        once.Remember(key, declared.Number);
        await db.SaveChangesAsync(ct);
        return declared.Number;
    }

    /// <summary>The verdict of parts that are not kept, for suggestions while typing and for the public.</summary>
    public async Task<Result<NameAnswer>> LookAsync(DeclareNameForm form, CancellationToken ct)
    {
        var ground = await grounds.ReadAsync(clock.Today(), ct);
        var read = Read(form, ground);
        if (!read.Ok)
            return Result<NameAnswer>.Refused(read.Problems);
        var (kind, name) = read.Value;
        var verdict = await names.CheckAsync(name, kind, ground, OwnName.None, ct);
        return new NameAnswer(name, verdict, verdict.Result == NameResult.Free || verdict.Found.Count == 0 ? [] : await ideas.ProposeAsync(name, kind, ground, Ideas, ct));
    }

    public async Task<NameParts> SplitAsync(string? whole, EntityKind kind, CancellationToken ct) => NameParser.Split(whole, kind, await grounds.ReadAsync(clock.Today(), ct));

    public async Task<IReadOnlyList<string>> IdeasAsync(NameReservation declared, CancellationToken ct) =>
        await ideas.ProposeAsync(declared.Parts, declared.Kind, await grounds.ReadAsync(clock.Today(), ct), Ideas, ct);

    internal static Result<(EntityKind Kind, NameParts Name)> Read(DeclareNameForm form, Ground ground)
    {
        if (!Enum.TryParse<EntityKind>(form.Kind, out var kind) || !Kinds.Contains(kind))
            return new Problem("kind-required", "请选择要办什么", nameof(form.Kind));
        var name = NameRules.Clean(new(form.Division ?? "", form.TradeName ?? "", form.Industry ?? "", form.NameForm ?? ""));
        if (name.TradeName.Length == 0 && !string.IsNullOrWhiteSpace(form.Whole))
            name = NameParser.Split(form.Whole, kind, ground);
        if (name.TradeName.Length == 0)
            return new Problem("name-trade-required", "请填写名称，例如“望溪县梁记米粉店”，或者只填字号", nameof(form.Whole), "R-3.1");
        return (kind, name with { Division = name.Division.Length == 0 && !ground.Rules.Flag("name.allowNoDivision", ground.On) ? ground.County.Name : name.Division, Form = Formed(name.Form, kind, ground) });
    }

    // The closing （个体工商户）, （普通合伙） is the office's word, not the applicant's: it is put there.
    private static string Formed(string form, EntityKind kind, Ground ground) =>
        KindBook.Of(kind).Suffix is { } suffix && form.Length > 0 && !form.EndsWith(suffix, StringComparison.Ordinal)
            && (kind != EntityKind.Individual || ground.Rules.Flag("name.individualSuffixRequired", ground.On)) ? form + suffix : form;

    /// <summary>Kinds that have a name of their own; a branch bears its parent's.</summary>
    public static IEnumerable<EntityKind> Kinds => KindBook.All.Where(k => !k.IsBranch).Select(k => k.Kind);

    public static Problem ToForm(Problem problem) => problem.Field is { } field ? problem.At(field switch { "Name.Form" => "NameForm", _ => field.Replace("Name.", "", StringComparison.Ordinal) }) : problem;

    internal NameReservation New(EntityKind kind, NameParts name, bool needsApproval, Ground ground) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Number = NameReservation.NewNumber(ground.On),
        AccountId = actor.Kind == ActorKind.Machine ? null : actor.AccountId,
        Client = actor.Kind == ActorKind.Machine ? actor.Name : null,
        City = ground.County.City,
        Kind = kind,
        Division = name.Division,
        TradeName = name.TradeName,
        Industry = name.Industry,
        Form = name.Form,
        NeedsApproval = needsApproval,
        DeclaredAt = clock.UtcNow(),
    };
}

/// <summary>A checked name with its parts and free names near it.</summary>
internal sealed record NameAnswer(NameParts Name, NameVerdict Verdict, IReadOnlyList<string> Ideas);
