using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Auth;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>
/// A reviewer's opinion on a rule check that needs a person. It belongs to what the check found: when that changes, the opinion is asked for again.
/// </summary>
internal sealed class Opinion
{
    public Guid CaseId { get; init; }

    /// <summary>Digest of rule, finding and field.</summary>
    public required string CheckKey { get; init; }

    public required string Rule { get; init; }

    [Encrypted]
    public required string Text { get; set; }

    public Guid? By { get; set; }
    public required string ByName { get; set; }
    public DateTime At { get; set; }

    /// <summary>The opinion under the whole decision.</summary>
    public static Opinion OfDecision(CaseFile file, string text, Actor actor, DateTime at) => new()
    {
        CaseId = file.Case.Id,
        CheckKey = $"decision:{file.Case.SubmissionNo}:{at:HHmmssffff}",
        Rule = "decision",
        Text = text,
        By = actor.AccountId,
        ByName = actor.Name,
        At = at,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Opinion>
    {
        public void Configure(EntityTypeBuilder<Opinion> builder)
        {
            builder.ToTable("stu_opinion");
            builder.HasKey(o => new { o.CaseId, o.CheckKey });
            builder.Property(o => o.CheckKey).HasMaxLength(32);
        }
    }
}
