using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Exchange.Model;

/// <summary>
/// By which route a department is served from a day on. Never edited: a change is a new row, proposed by one person and approved by another; what was in force on a
/// past day can always be told.
/// </summary>
internal sealed class DepartmentRoute : IVersioned
{
    public Guid Id { get; init; }
    public required string Department { get; init; }
    public RouteKind Kind { get; init; }

    /// <summary>First day, Chinese date.</summary>
    public DateOnly From { get; init; }

    public required string Reason { get; init; }
    public Guid? ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public DateTime ProposedAt { get; init; }
    public Guid? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public DateTime? ApprovedAt { get; set; }
    public DateTime? RejectedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DepartmentRoute>
    {
        public void Configure(EntityTypeBuilder<DepartmentRoute> builder)
        {
            builder.ToTable("exc_route");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Department).HasMaxLength(20);
            builder.Property(r => r.Reason).HasMaxLength(300);
            builder.HasIndex(r => new { r.Department, r.From });
        }
    }
}

/// <summary>接口推送, 对方来取, 消息队列, 文件交换, 网页办理, 一体化平台.</summary>
internal enum RouteKind { Push, Pull, Queue, Files, Desk, Platform }
