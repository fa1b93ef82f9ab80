using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Kernel;
using Qishi.Platform.Data;

namespace Qishi.Platform.Messaging;

/// <summary>Queues SMS and e-mail with the change they tell of; a job hands them to the gateway. The demo gateway shows them on an inbox page.</summary>
public sealed class Messages(AppDb db, TimeProvider clock)
{
    /// <param name="to">Mobile number or e-mail address.</param>
    /// <param name="text">The whole text, signature first (ux.md C6).</param>
    /// <param name="topic">Why it is sent, e.g. <c>startup.returned</c>. Topics that end with <c>.code</c> are sent at any hour, all others wait for the morning.</param>
    /// <param name="subject">Record it concerns, e.g. <c>case:KB…</c>.</param>
    public void Queue(string to, string text, string topic, string subject) => db.Add(new MessageRow
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        To = to,
        Text = text,
        Topic = topic,
        Subject = subject,
        QueuedAt = clock.UtcNow(),
        NotBefore = clock.UtcNow(),
        AtAnyHour = topic.EndsWith(".code", StringComparison.Ordinal),
    });
}

public sealed class MessageRow : IClaimable
{
    public Guid Id { get; init; }

    [Encrypted]
    public required string To { get; init; }

    [Encrypted]
    public required string Text { get; init; }

    public required string Topic { get; init; }
    public required string Subject { get; init; }
    public DateTime QueuedAt { get; init; }

    /// <summary>Also in quiet hours (one-time codes).</summary>
    public bool AtAnyHour { get; init; }

    /// <summary>Not handed to the gateway before (quiet hours, pause after a failure).</summary>
    public DateTime NotBefore { get; set; }
    public DateTime? SentAt { get; set; }

    /// <summary>Given up after too many attempts; a person may queue it again.</summary>
    public DateTime? FailedAt { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public string? ClaimedBy { get; set; }
    public DateTime? ClaimedUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MessageRow>
    {
        public void Configure(EntityTypeBuilder<MessageRow> builder)
        {
            builder.ToTable("plt_message");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.SentAt, m.NotBefore });
            builder.HasIndex(m => m.Subject);
        }
    }
}
