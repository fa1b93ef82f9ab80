using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.CorrectEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Changes;

/// <summary>An entity on the register written as a draft: a change is then a second draft, judged by the rules of establishment and compared line by line.</summary>
internal sealed class EntityReader(AppDb db)
{
    public async Task<EntityDraft> ReadAsync(Entity e, CancellationToken ct)
    {
        var people = await db.Set<Person>().Where(p => p.EntityId == e.Id).OrderBy(p => p.Place).ThenBy(p => p.Id).ToListAsync(ct);
        var shares = await db.Set<Shareholder>().Where(s => s.EntityId == e.Id).OrderBy(s => s.Place).ToListAsync(ct);
        var organisations = await db.Set<Organisation>().Where(o => o.EntityId == e.Id).OrderBy(o => o.Place).ToListAsync(ct);
        var scope = await db.Set<ScopeLine>().Where(s => s.EntityId == e.Id).OrderBy(s => s.Place).ToListAsync(ct);
        return new()
        {
            Kind = e.Kind,
            Composition = e.Composition,
            Ownership = e.Kind != EntityKind.NonCompanyLegal ? null : e.TypeCode switch { "3100" => Contracts.Ownership.WholePeople, "3400" => Contracts.Ownership.JointOperation, _ => Contracts.Ownership.Collective },
            Name = CorrectionAct.NamePartsOf(e),
            Parent = e.ParentName is null ? null : new(e.ParentName, e.ParentUscc ?? "", ParentKind(e)),
            CapitalFen = e.CapitalFen,
            Currency = e.Currency,
            Organisations = [.. organisations.Select(o => new OrganisationDraft(o.Name, o.Code, o.Kind, o.Address, o.Nationality, o.Level, o.ManagingPartner, o.DelegateId is { } d ? people.FindIndex(p => p.Id == d) : null))],
            TermYears = e.TermYears,
            Employees = e.Employees,
            People = [.. people.Select(p => new PersonDraft(p.Name, p.IdNumber, p.Mobile, p.Roles, p.HomeAddress, p.RealNameVerified, p.IdKind, null, p.Nationality))],
            Shareholders = [.. shares.Select(s => new ShareholderDraft(people.FindIndex(p => p.Id == s.PersonId), s.AmountFen, s.Form, s.DueOn, s.OrganisationId is { } o ? organisations.FindIndex(x => x.Id == o) : null, s.PaidFen, s.Liability, s.Farmer))],
            Premises = new(e.AreaCode, e.AddressDetail, e.Proof, e.SquareMetres, e.SelfBuiltFloors, e.Residential, e.Consent, e.HostUscc),
            ScopeItems = [.. scope.Select(s => s.ItemCode)],
            PriorApprovals = [.. scope.Where(s => s.ApprovalNo is not null).Select(s => new PriorApproval(s.ItemCode, s.ApprovalNo!, s.ApprovedOn ?? default, s.ApprovalUntil))],
        };
    }

    // The type of a branch says what its parent is.
    private static EntityKind? ParentKind(Entity e) => e.Kind == EntityKind.ForeignBranch ? null : e.TypeCode switch
    {
        "9110" => EntityKind.Coop,
        "4531" => EntityKind.SoleProp,
        "4560" => EntityKind.PartnershipGeneral,
        "3500" => EntityKind.NonCompanyLegal,
        "5840" => EntityKind.FieLlc,
        _ => EntityKind.Llc,
    };
}
