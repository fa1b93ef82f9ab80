using Qishi.Kernel;
using Qishi.Modules.Registration.Checks;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.Registration.EstablishEntity;
using Qishi.Modules.Registration.Model;
using Qishi.Modules.Registration.Reference;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Import;

/// <summary>All rows of an old entity: as it is now, how it was between its changes, and a licence, so that its paper can be checked and issued anew.</summary>
internal sealed record OldRows(NewEntity Made, IReadOnlyList<EntityPast> Past, Licence Licence)
{
    public Entity Entity => Made.Entity;

    public static OldRows Of(OldEntity old, string uscc, Ground ground, FieldCipher cipher)
    {
        var at = ChinaTime.ToUtc(old.EstablishedOn, new TimeOnly(10, 0));
        var made = NewEntity.From(old.Draft, uscc, "", at, ground, cipher, old.Old);
        var e = made.Entity;
        // The address stands as the old register wrote it; the village only says where it is.
        var premises = old.Draft.Premises;
        e.Place(premises.AreaCode, ground.Catalogue.Area(premises.AreaCode[..9])?.Station, old.Address, old.Address, PremisesRules.Key(premises.AreaCode, old.Address));
        e.BeneficialOwners(e.Beneficial == BeneficialState.NotDue ? BeneficialState.NotDue : BeneficialState.Due, e.Beneficial == BeneficialState.NotDue ? null : ground.Rules.Day("beneficial.legacyBy", ground.On));
        var licence = LicenceIssue.Of(e, 1, 1, at, ground).Row;
        var past = Earlier(e, old, at);
        if (old.Status != EntityStatus.Registered)
        {
            var ended = ChinaTime.ToUtc(old.StatusOn ?? old.EstablishedOn, new TimeOnly(15, 0));
            past.Add(e.NextEdition(ended > e.Since ? ended : e.Since.AddMinutes(1), $"状态变更为{Wording.Statuses[old.Status].Word}"));
            e.Become(old.Status, old.StatusOn ?? old.EstablishedOn);
        }

        return new(made, past, licence);
    }

    // Back from today: before each change its item was what the old register says.
    private static List<EntityPast> Earlier(Entity e, OldEntity old, DateTime at)
    {
        var (name, address, head, scope, capital, status) = (e.Name, e.Address, e.HeadName, e.ScopeText, e.CapitalFen, e.Status);
        var states = new (string Name, string Address, string Head, string Scope, long? Capital, EntityStatus Status)[old.History.Count];
        for (var i = old.History.Count - 1; i >= 0; i--)
        {
            var change = old.History[i];
            switch (change.Item)
            {
                case OldItem.Name: name = change.Before; break;
                case OldItem.Address: address = change.Before; break;
                case OldItem.Head: head = change.Before; break;
                case OldItem.Scope: scope = change.Before; break;
                case OldItem.Capital: capital = Fen(change.Before) ?? capital; break;
                case OldItem.Status: status = ImportWords.Status(change.Before) ?? status; break;
                default: break;
            }

            states[i] = (name, address, head, scope, capital, status);
        }

        var past = new List<EntityPast>(old.History.Count);
        for (var i = 0; i < old.History.Count; i++)
        {
            var (change, state) = (old.History[i], states[i]);
            var to = ChinaTime.ToUtc(change.On, new TimeOnly(10, 0));
            var closed = e.NextEdition(to > e.Since ? to : e.Since.AddMinutes(1), ReasonOf(change));
            past.Add(new()
            {
                EntityId = e.Id,
                Edition = closed.Edition,
                From = closed.From,
                To = closed.To,
                Name = state.Name,
                Address = state.Address,
                HeadName = state.Head,
                ScopeText = state.Scope,
                CapitalFen = state.Capital,
                Status = state.Status,
                Reason = closed.Reason,
            });
        }

        return past;
    }

    private static string ReasonOf(OldChange change) => change.Item == OldItem.Other ? $"{change.Word}：{change.Before} → {change.After}" : change.Reason.Length > 0 ? change.Reason : $"{change.Word}变更";

    private static long? Fen(string wan) =>
        decimal.TryParse(wan.Replace("万元", "", StringComparison.Ordinal), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= 100_000_000
            ? (long)decimal.Round(amount * 1_000_000m) : null;
}
