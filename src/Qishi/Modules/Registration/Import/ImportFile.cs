using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Qishi.Platform.Data;

namespace Qishi.Modules.Registration.Import;

/// <summary>试导入中, 试导入完成, 正在导入, 导入完成, 文件不能读.</summary>
internal enum ImportState { Checking, Checked, Importing, Done, Refused }

/// <summary>可以导入 (dry run), 已导入, 没有变化, 有问题（待修改）, 改后导入, 不导入.</summary>
internal enum RowOutcome { Ready, Added, Unchanged, Bad, Mended, Dropped }

/// <summary>An import of an old register: the file by its digest, how far it is, and what became of its rows.</summary>
internal sealed class ImportFile : IVersioned
{
    public Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SM3 of the file, which is kept in the file store; for rows that came by the interface the client's name and day.</summary>
    public required string Digest { get; init; }
    public long Size { get; init; }
    public ImportState State { get; set; }

    /// <summary>Rows of the file; known when the dry run has read it.</summary>
    public int Total { get; set; }

    /// <summary>Last row of this pass that is committed: after a crash it goes on behind it.</summary>
    public int Position { get; set; }
    public int Fine { get; set; }
    public int Unchanged { get; set; }
    public int Bad { get; set; }
    public int Doubtful { get; set; }

    /// <summary>Why the file cannot be read.</summary>
    public string? Refusal { get; set; }
    public Guid? ById { get; init; }
    public required string ByName { get; init; }
    public DateTime At { get; init; }
    public DateTime? EndedAt { get; set; }
    public int Version { get; set; }

    public bool Running => State is ImportState.Checking or ImportState.Importing;

    public static string Word(ImportState state) => state switch
    {
        ImportState.Checking => "正在试导入",
        ImportState.Checked => "试导入完成",
        ImportState.Importing => "正在导入",
        ImportState.Done => "导入完成",
        ImportState.Refused => "文件不能导入",
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ImportFile>
    {
        public void Configure(EntityTypeBuilder<ImportFile> builder)
        {
            builder.ToTable("reg_import");
            builder.Property(i => i.Id).ValueGeneratedNever();
            builder.Ignore(i => i.Running);
            builder.HasIndex(i => i.State);
            builder.HasIndex(i => i.At);
        }
    }
}

/// <summary>A row of an import: what became of it, and the row as it came, sealed. Rows that are set aside stay until somebody mends or drops them.</summary>
internal sealed class ImportRow
{
    public Guid ImportId { get; init; }
    public int No { get; init; }

    /// <summary>Credit code or old registration number.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }
    public RowOutcome Outcome { get; set; }

    /// <summary>Sentences against it and doubts about it, one a line.</summary>
    public string? Problems { get; set; }
    public string? Doubts { get; set; }

    /// <summary>SM3 of the row's cells: the same row again changes nothing.</summary>
    public required string Digest { get; init; }
    public Guid? EntityId { get; set; }

    [Encrypted]
    public string? Raw { get; init; }

    /// <summary>Who mended or dropped it, and why.</summary>
    public string? SettledBy { get; set; }
    public string? Reason { get; set; }
    public DateTime? SettledAt { get; set; }

    public static string Word(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Ready => "可以导入",
        RowOutcome.Added => "已导入",
        RowOutcome.Unchanged => "没有变化",
        RowOutcome.Bad => "有问题，待修改",
        RowOutcome.Mended => "改后已导入",
        RowOutcome.Dropped => "不导入",
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ImportRow>
    {
        public void Configure(EntityTypeBuilder<ImportRow> builder)
        {
            builder.ToTable("reg_import_row");
            builder.HasKey(r => new { r.ImportId, r.No });
            builder.HasOne<ImportFile>().WithMany().HasForeignKey(r => r.ImportId);
            builder.HasIndex(r => new { r.ImportId, r.Outcome, r.No });
            builder.HasIndex(r => r.Key);
        }
    }
}
