using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.Model;

/// <summary>What was submitted, frozen: the form, its digest, who signed how. Never changed; a resubmission is a new row.</summary>
internal sealed class Submission
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int No { get; init; }

    [Encrypted]
    public required string Form { get; init; }

    /// <summary>SM3 of the form's canonical text; every signature names it.</summary>
    public required string Digest { get; init; }

    public DateTime At { get; init; }

    public Answers ReadAnswers() => Answers.Read(Form);

    internal sealed class Mapping : IEntityTypeConfiguration<Submission>
    {
        public void Configure(EntityTypeBuilder<Submission> builder)
        {
            builder.ToTable("stu_submission");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => new { s.CaseId, s.No }).IsUnique();
        }
    }
}

/// <summary>A defect of a returned application: what is wrong and what to do (S2 art. 18: all at once).</summary>
internal sealed class Defect
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }

    /// <summary>Submission the defect was found in.</summary>
    public int SubmissionNo { get; init; }

    public int Order { get; init; }

    /// <summary>Field of the form, as in <see cref="FormFields"/>; null when it concerns the whole.</summary>
    public string? Field { get; init; }

    public required string Sentence { get; init; }
    public string? Rule { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Defect>
    {
        public void Configure(EntityTypeBuilder<Defect> builder)
        {
            builder.ToTable("stu_defect");
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.HasIndex(d => new { d.CaseId, d.SubmissionNo });
        }
    }
}
