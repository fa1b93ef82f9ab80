using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Qishi.Modules.Exchange.Model;

/// <summary>One raw attempt to hand something over: when, what was sent (digest), what came back.</summary>
internal sealed class Attempt
{
    public Guid Id { get; init; }
    public Guid HandOverId { get; init; }
    public required string Department { get; init; }
    public int No { get; init; }
    public DateTime At { get; init; }
    public int Milliseconds { get; init; }
    public AttemptOutcome Outcome { get; init; }

    /// <summary>By which route.</summary>
    public RouteKind? Route { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>SM3 of the request's bytes; null when nothing was sent.</summary>
    public string? RequestDigest { get; init; }

    /// <summary>SM3 of the answer's bytes; null when none came.</summary>
    public string? ResponseDigest { get; init; }

    public required string Sentence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> builder)
        {
            builder.ToTable("exc_attempt");
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.Property(a => a.Department).HasMaxLength(20);
            builder.HasIndex(a => a.HandOverId);
            builder.HasIndex(a => new { a.Department, a.At });
        }
    }
}

/// <summary>已送达, 对方拒收（数据）, 对方出错, 超时, 连不上, 探测未通（没有发送）, 未收到回执, 已放好待取, 没有来取.</summary>
internal enum AttemptOutcome { Delivered, DataRefused, ServerError, TimedOut, Unreachable, NotSent, NoReceipt, Offered, NotFetched }
