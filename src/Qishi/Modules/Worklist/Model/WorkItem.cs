using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Worklist.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.Worklist.Model;

/// <summary>Something that waits for a person, with its limit. Closed items stay: they are the record of who was asked and when.</summary>
public sealed class WorkItem : IVersioned
{
    public Guid Id { get; init; }

    /// <summary>Key while open; null once closed, so that the same key may be opened again.</summary>
    public string? OpenKey { get; set; }

    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Act { get; init; }
    public required string Url { get; init; }
    public required string Role { get; init; }
    public string? Unit { get; init; }
    public Guid? Person { get; set; }
    public DateTime StartUtc { get; init; }
    public DateTime? DueUtc { get; private set; }
    public bool Provisional { get; private set; }

    /// <summary>When its clock turns, fixed with its limit, so that lists can be grouped in the database; null without a limit.</summary>
    public DateTime? AmberAt { get; private set; }

    public DateTime? RedAt { get; private set; }
    public DateTime? OverAt { get; private set; }

    /// <summary>Who handed it on and waits for others to act.</summary>
    public Guid? Watcher { get; init; }

    public int Priority { get; init; }
    public string Tags { get; init; } = "";
    public DateTime OpenedAt { get; init; }
    public DateTime? ClosedAt { get; set; }
    public int Version { get; set; }

    public IReadOnlyList<string> TagList => Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static WorkItem Open(NewWorkItem item, Guid id, DateTime now, TurningPoints? turns) => new()
    {
        Id = id,
        OpenKey = item.Key,
        Key = item.Key,
        Kind = item.Kind,
        Title = item.Title,
        Act = item.Act,
        Url = item.Url,
        Role = item.Role,
        Unit = item.Unit,
        Person = item.Person,
        StartUtc = item.StartUtc,
        DueUtc = item.DueUtc,
        Provisional = item.Provisional,
        AmberAt = turns?.AmberAt,
        RedAt = turns?.RedAt,
        OverAt = turns?.OverAt,
        Watcher = item.Watcher,
        Priority = item.Priority,
        Tags = string.Join('\n', item.Tags ?? []),
        OpenedAt = now,
    };

    internal void MoveDue(DateTime due, bool provisional, TurningPoints turns) =>
        (DueUtc, Provisional, AmberAt, RedAt, OverAt) = (due, provisional, turns.AmberAt, turns.RedAt, turns.OverAt);

    internal void Close(DateTime now)
    {
        OpenKey = null;
        ClosedAt = now;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkItem>
    {
        public void Configure(EntityTypeBuilder<WorkItem> builder)
        {
            builder.ToTable("wkl_item");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.HasIndex(i => i.OpenKey).IsUnique();
            builder.HasIndex(i => new { i.Role, i.ClosedAt, i.DueUtc });
            builder.HasIndex(i => new { i.Person, i.ClosedAt });
            builder.HasIndex(i => new { i.Watcher, i.ClosedAt });
            builder.Ignore(i => i.TagList);
        }
    }
}
