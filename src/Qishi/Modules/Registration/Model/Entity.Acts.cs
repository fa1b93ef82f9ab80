using Qishi.Modules.Registration.Contracts;

namespace Qishi.Modules.Registration.Model;

internal sealed partial class Entity
{
    public bool Active => !Ended(Status);

    /// <summary>States that end the entity or its licence for good (rulebook A §1.7).</summary>
    public static bool Ended(EntityStatus status) =>
        status is EntityStatus.Deregistered or EntityStatus.ForcedDereg or EntityStatus.RegCancelled or EntityStatus.MovedOut;

    public void Rename(NameParts? parts, string industryKey, string? nameLock)
    {
        (Name, Division, TradeName, Industry, Form) = (parts?.Full ?? NoName, parts?.Division, parts?.TradeName, parts?.Industry, parts?.Form);
        (IndustryKey, NameLock, NameStoppedOn) = (industryKey, Active ? nameLock : null, null);
    }

    /// <summary>The name as it may be shown: the code while its use is stopped.</summary>
    public string ShownName => NameStoppedOn is null ? Name : Uscc;

    public void StopName(DateOnly on) => NameStoppedOn = on;

    public void Place(string areaCode, string? station, string detail, string address, string addressKey) =>
        (AreaCode, TownCode, Station, AddressDetail, Address, AddressKey) = (areaCode, areaCode[..9], station, detail, address, addressKey);

    /// <summary>Where the place stands in the standard-address tree, and who is in charge there.</summary>
    public void Locate(string? addressCode, string? grid, string? station) => (AddressCode, Grid, Station) = (addressCode, grid, station);

    /// <summary>Takes the name back after a restoration.</summary>
    public void Relock(string nameLock) => NameLock = Active ? nameLock : null;

    public void Begin(DateTime at) => Since = at;

    /// <summary>Type as registered; it follows from who holds the entity.</summary>
    public void Retype(RegisteredType type) => (TypeCode, TypeText) = (type.Code, type.Word);

    /// <summary>The parent of a branch under its present name.</summary>
    public void Parent(string? name) => ParentName = name;

    /// <summary>Two entities of an old register bear one name: this one keeps its name and leaves the lock to the other.</summary>
    public void GiveUpNameLock() => NameLock = null;

    public void BeneficialOwners(BeneficialState state, DateOnly? dueOn) => (Beneficial, BeneficialDueOn) = (state, dueOn);

    /// <summary>The state that ends now; the caller adds it, then changes the items.</summary>
    public EntityPast NextEdition(DateTime at, string reason)
    {
        var past = new EntityPast
        {
            EntityId = Id,
            Edition = Edition,
            From = Since,
            To = at,
            Name = Name,
            Address = Address,
            Status = Status,
            HeadName = HeadName,
            ScopeText = ScopeText,
            CapitalFen = CapitalFen,
            Reason = reason,
        };
        (Edition, Since) = (Edition + 1, at);
        return past;
    }

    public void Become(EntityStatus status, DateOnly on)
    {
        Status = status;
        if (Active)
        {
            EndedOn = null;
            return;
        }

        (EndedOn, NameLock) = (on, null);
    }
}
