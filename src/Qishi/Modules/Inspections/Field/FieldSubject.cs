using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Documents.Contracts;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.Inspections.Field;

/// <summary>What photos, signatures, notices and records of a visit belong to.</summary>
internal static class FieldSubject
{
    public const string Kind = "visit";

    public static string Of(Visit visit) => Of(visit.Id);

    public static string Of(Guid visit) => $"{Kind}:{visit:N}";
}

/// <summary>Papers and photos of a visit are read by its team, the joint office and the leaders. Replaced members keep what they signed.</summary>
internal sealed class VisitDocumentAccess(AppDb db, Actor actor) : IDocumentAccess
{
    public string SubjectKind => FieldSubject.Kind;

    public async Task<bool> MaySeeAsync(DocumentViewer viewer, string subject, CancellationToken ct) =>
        actor.May(Permissions.Read) && Guid.TryParseExact(subject[(FieldSubject.Kind.Length + 1)..], "N", out var id)
        && (actor.May(Permissions.Plan) || actor.May(Permissions.Approve) || await db.Set<VisitInspector>().AnyAsync(i => i.VisitId == id && i.AccountId == viewer.AccountId, ct));
}
