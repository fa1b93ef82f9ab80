using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Modules.Registration.Contracts;
using Qishi.Platform.Data;

namespace Qishi.Modules.StartUp.ReviewCase;

/// <summary>What the rules said when the case was decided, kept with the decision: the register of a later day would say something else. Passes by title only.</summary>
internal sealed class CheckSheet
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public Guid CaseId { get; init; }
    public int SubmissionNo { get; init; }

    [Encrypted]
    public required string Checks { get; init; }

    public DateTime At { get; init; }

    public static CheckSheet Of(CaseFile file, DateTime at) => new()
    {
        CaseId = file.Case.Id,
        SubmissionNo = file.Case.SubmissionNo,
        At = at,
        Checks = JsonSerializer.Serialize(file.Checks.Select(c => c.Check.Outcome == CheckOutcome.Pass ? c.Check with { Detail = null, Basis = c.Check.Id } : c.Check), Json),
    };

    public IReadOnlyList<RuleCheck> Read() => JsonSerializer.Deserialize<List<RuleCheck>>(Checks, Json)!;

    internal sealed class Mapping : IEntityTypeConfiguration<CheckSheet>
    {
        public void Configure(EntityTypeBuilder<CheckSheet> builder)
        {
            builder.ToTable("stu_check_sheet");
            builder.HasKey(s => new { s.CaseId, s.SubmissionNo });
        }
    }
}
