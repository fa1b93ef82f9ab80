using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel.Sm;
using Qishi.Modules.Exchange.Certificates;
using Qishi.Modules.Exchange.Contracts;
using Qishi.Modules.Exchange.Evidence;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Tests.Platform;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Exchange.Evidence;

public sealed class EvidenceTests
{
    private const string IdNumber = "451521199003070038", Mobile = "13800000012";
    private static int number;

    [Theory, OnEachDatabase]
    public async Task Bundle_OfAFinishedCase_VerifiesAlone_AndEveryFlippedBitIsFoundAndNamed(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Roles"] = "web,jobs" });
        var bundle = await TakeAsync(stage, await FinishedAsync(stage), EvidenceFor.Staff);
        var verdict = VerifyEvidence.Check(bundle, []);
        Assert.True(verdict.Whole, verdict.Fault);
        Assert.Equal(3, verdict.Lines.Count(l => l.StartsWith("推送：", StringComparison.Ordinal)));
        Assert.Equal(7, verdict.Lines.Count(l => l.StartsWith("回执：", StringComparison.Ordinal)));
        Assert.Contains("每个签名都记入了日志", verdict.Lines);

        var entries = EvidenceZip.Read(bundle).Files!;
        var random = new Random(20261124);
        var ends = entries.Select(e => e.Name).Zip(Running(entries)).ToList();
        for (var i = 0; i < 400; i++)
        {
            var (at, bit) = (random.Next(bundle.Length), random.Next(8));
            var flipped = (byte[])bundle.Clone();
            flipped[at] ^= (byte)(1 << bit);
            var found = VerifyEvidence.Check(flipped, []);
            Assert.False(found.Whole, $"byte {at}, bit {bit}");
            var name = ends.FirstOrDefault(e => at < e.Second).First;
            Assert.True(name is null || found.Fault!.Contains(name, StringComparison.Ordinal) || found.Fault.Contains("清单", StringComparison.Ordinal) || found.Fault.Contains("压缩包", StringComparison.Ordinal), $"byte {at} of {name}: {found.Fault}");
        }

        Assert.False(VerifyEvidence.Check(bundle[..^1], []).Whole);
        Assert.False(VerifyEvidence.Check([.. bundle, 0], []).Whole);
        Assert.False(VerifyEvidence.Check([], []).Whole);
        Assert.False(VerifyEvidence.Check(Encoding.ASCII.GetBytes("PK no zip"), []).Whole);
    }

    /// <summary>Somebody who holds even the bureau's key and makes a new manifest cannot change what departments signed, what was signed before, or the log.</summary>
    [Theory, OnEachDatabase]
    public async Task ChangedAndSignedAnewByTheBureau_IsStillFound(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Roles"] = "web,jobs" });
        var bundle = await TakeAsync(stage, await FinishedAsync(stage), EvidenceFor.Staff);
        var own = await stage.App.AsAsync(null, s => s.GetRequiredService<CertificateBook>().SigningAsync(default));
        string Fault(string name, Func<JsonNode, JsonNode?> change)
        {
            var verdict = VerifyEvidence.Check(SignedAnew(bundle, name, change, own.Fingerprint, Convert.FromBase64String(own.PrivateKey!), stage.Now), []);
            Assert.False(verdict.Whole, name);
            return verdict.Fault!;
        }

        Assert.True(VerifyEvidence.Check(SignedAnew(bundle, "receipts/001.json", n => n, own.Fingerprint, Convert.FromBase64String(own.PrivateKey!), stage.Now), []).Whole);
        Assert.Contains("数据与签名的数据摘要不符", Fault("messages/medical-1.json", n => Set(n, "\"别家\"", "fields", Index(n, "/name"), "value")), StringComparison.Ordinal);
        Assert.Contains("messages/medical-1.json的SM2签名不符", Fault("messages/medical-1.json", n => Set(n, "2099-01-01T00:00:00Z", "message", "dueat")), StringComparison.Ordinal);
        Assert.Contains("receipts/001.json的SM2签名不符", Fault("receipts/001.json", n => Set(n, "2020-01-01T00:00:00Z", "receipt", "time")), StringComparison.Ordinal);
        Assert.Contains("不在包里", Fault("messages/medical-1.json", _ => null), StringComparison.Ordinal);
        Assert.Contains("与链上的摘要不符", Fault("log/rows.json", n => Set(n, "{}", 1, "payload")), StringComparison.Ordinal);
        Assert.Contains("过程记录与链上的摘要不符", Fault("log/rows.json", n => Set(n, "别人", 1, "process", "actorName")), StringComparison.Ordinal);
        Assert.Contains("链段与链头不符", Fault("log/segments.json", n => Set(n, new string('0', 64), 0, "links", 0, "event")), StringComparison.Ordinal);
        Assert.Contains("链段与链头不符", Fault("log/segments.json", n => Set(n, new string('0', 64), 0, "headHash")), StringComparison.Ordinal);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("没有记入日志", Fault("log/rows.json", n => Without(n, "Exchange.MessagesSigned")), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task ForTheApplicant_NumbersOfOthersAndTheStaffsDoingsAreLeftOut_AndAllStaysProven(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Roles"] = "web,jobs" });
        var caseNo = await FinishedAsync(stage);
        string Text(byte[] bundle) => Encoding.UTF8.GetString(bundle);
        var (own, other, staff) = (await TakeAsync(stage, caseNo, EvidenceFor.Applicant(IdNumber)), await TakeAsync(stage, caseNo, EvidenceFor.Applicant("451521198001010014")), await TakeAsync(stage, caseNo, EvidenceFor.Staff));
        Assert.Equal((true, true), (Text(own).Contains(IdNumber, StringComparison.Ordinal), Text(own).Contains(Mobile, StringComparison.Ordinal)));
        foreach (var masked in new[] { other, staff })
        {
            Assert.DoesNotContain(IdNumber, Text(masked), StringComparison.Ordinal);
            Assert.DoesNotContain(Mobile, Text(masked), StringComparison.Ordinal);
            Assert.Contains("梁小河", Text(masked), StringComparison.Ordinal);
            Assert.Contains(VerifyEvidence.Check(masked, []).Lines, l => l.StartsWith("有6个字段", StringComparison.Ordinal));
        }

        Assert.DoesNotContain("actorName", Text(own), StringComparison.Ordinal);
        Assert.Contains("actorName", Text(staff), StringComparison.Ordinal);
        Assert.True(VerifyEvidence.Check(own, []).Whole);
        Assert.Contains("Exchange.EvidenceTaken", await stage.EventsAsync(caseNo));
    }

    [Theory, OnEachDatabase]
    public async Task HeadsKeptElsewhere_ConfirmOrContradict_AndABrokenLogGivesNoBundle(DatabaseKind kind)
    {
        await using var stage = await ExchangeStage.OpenAsync(kind, new() { ["Roles"] = "web,jobs" });
        var caseNo = await FinishedAsync(stage);
        var bundle = await TakeAsync(stage, caseNo, EvidenceFor.Staff);
        var heads = stage.App.Services.GetRequiredService<LogHeads>().Read().ToList();
        Assert.Contains(VerifyEvidence.Check(bundle, heads).Lines, l => l.StartsWith("与另外提供的链头核对", StringComparison.Ordinal) && !l.EndsWith("0个相符", StringComparison.Ordinal));
        var other = VerifyEvidence.Check(bundle, [.. heads.Select(h => h with { Hash = new string('0', 64) })]);
        Assert.Contains("不一致", other.Fault, StringComparison.Ordinal);

        await stage.App.WithDbAsync(async db =>
        {
            if (kind == DatabaseKind.Sqlite)
                await db.Database.ExecuteSqlRawAsync("drop trigger plt_event_update");
            return await db.Database.ExecuteSqlAsync($"update plt_event set subject = 'case:' where subject = {"case:" + caseNo} and type = 'Exchange.HandOverPushed'");
        });
        var refused = await stage.App.AsAsync(null, s => s.GetRequiredService<IEvidence>().OfAsync(caseNo, EvidenceFor.Staff, default));
        Assert.Equal("evidence-broken", refused.Problems.Single().Code);
    }

    [Fact]
    public async Task Verb_NeedsNoDatabaseAndNoConfiguration_AndSaysByItsCode()
    {
        await using var stage = await ExchangeStage.OpenAsync(DatabaseKind.Sqlite, new() { ["Roles"] = "web,jobs" });
        var bundle = await TakeAsync(stage, await FinishedAsync(stage), EvidenceFor.Applicant(null));
        var folder = Directory.CreateTempSubdirectory("qishi-bundle-").FullName;
        var (good, bad) = (Path.Combine(folder, "good.zip"), Path.Combine(folder, "bad.zip"));
        await File.WriteAllBytesAsync(good, bundle);
        bundle[bundle.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(bad, bundle);
        // Production without keys, without a database: every other verb refuses to start.
        using var child = ChildProgram.Start(new() { ["Demo"] = "false", ["DataFolder"] = Path.Combine(folder, "none"), ["Database:Kind"] = "Postgres" }, "verify-evidence", good);
        Assert.Equal(0, await child.EndAsync());
        Assert.Contains("结论：证据完整", child.Said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "none")));

        using var said = new StringWriter();
        Assert.Equal(1, VerifyEvidenceVerb.Run([bad], said, said));
        Assert.Contains("第一处不符", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, VerifyEvidenceVerb.Run([], said, said));
        Assert.Equal(2, VerifyEvidenceVerb.Run([Path.Combine(folder, "missing.zip")], said, said));
        Assert.Equal(2, VerifyEvidenceVerb.Run([good, "--heads", Path.Combine(folder, "missing")], said, said));
        Assert.Equal(0, VerifyEvidenceVerb.Run([good, "--heads", Path.Combine(stage.Departments.Options.Folder, "log-heads")], said, said));
    }

    [Fact]
    public async Task NothingHandedOver_GivesNoBundle()
    {
        await using var stage = await ExchangeStage.OpenAsync(DatabaseKind.Sqlite, new() { ["Roles"] = "web,jobs" });
        Assert.Equal("no-evidence", (await stage.App.AsAsync(null, s => s.GetRequiredService<IEvidence>().OfAsync("KB000000000000", EvidenceFor.Staff, default))).Problems.Single().Code);
    }

    private static async Task<string> FinishedAsync(ExchangeStage stage)
    {
        var caseNo = $"KB20261123{Interlocked.Increment(ref number):D4}";
        foreach (var department in new[] { "POLICE", "MEDINS", "TAX" })
            await stage.OrderAsync(department, ofCase: caseNo);
        // Another's, so that there are rows of others in between.
        await stage.OrderAsync("HRSS");
        await stage.DeliverAsync();
        await stage.Departments.RoundAsync();
        return caseNo;
    }

    private static async Task<byte[]> TakeAsync(ExchangeStage stage, string caseNo, EvidenceFor reader)
    {
        await stage.App.SettleAsync();
        var made = await stage.App.AsAsync(null, s => s.GetRequiredService<IEvidence>().OfAsync(caseNo, reader, default));
        Assert.True(made.Ok, made.Ok ? "" : made.Problems[0].Sentence);
        return made.Value.Zip;
    }

    private static IEnumerable<int> Running(IReadOnlyList<EvidenceFile> entries)
    {
        var end = 0;
        foreach (var entry in entries)
            yield return end += 30 + Encoding.UTF8.GetByteCount(entry.Name) + entry.Content.Length;
    }

    private static byte[] SignedAnew(byte[] bundle, string name, Func<JsonNode, JsonNode?> change, string certificate, byte[] key, DateTime now)
    {
        var files = EvidenceZip.Read(bundle).Files!.ToList();
        var at = files.FindIndex(f => f.Name == name);
        if (change(JsonNode.Parse(files[at].Content)!) is { } changed)
            files[at] = new(name, JsonSerializer.SerializeToUtf8Bytes(changed, EvidenceFormat.Json));
        else
            files.RemoveAt(at);
        var manifest = JsonSerializer.Deserialize<EvidenceManifest>(files[0].Content, EvidenceFormat.Json)!;
        files[0] = new(files[0].Name, JsonSerializer.SerializeToUtf8Bytes(
            manifest with { MadeAt = now, Files = [.. files.Skip(2).Select(f => new EvidenceManifestFile(f.Name, f.Content.Length, Sm3.Hex(f.Content)))] }, EvidenceFormat.Json));
        var proof = WireProof.Sign(EvidenceFormat.Kind, Wire.Bureau, certificate, key, now, [Sm3.Hash(files[0].Content)])[0];
        files[1] = new(files[1].Name, Encoding.ASCII.GetBytes(proof.ToString()));
        return EvidenceZip.Write(files);
    }

    private static JsonNode Set(JsonNode node, string value, params object[] path)
    {
        var inner = path[..^1].Aggregate(node, (n, step) => step is int i ? n[i]! : n[(string)step]!);
        inner[(string)path[^1]] = value;
        return node;
    }

    private static int Index(JsonNode node, string path) => node["fields"]!.AsArray().TakeWhile(f => f!["path"]!.GetValue<string>() != path).Count();

    private static JsonNode Without(JsonNode rows, string type)
    {
        foreach (var row in rows.AsArray().Where(r => r!["type"]!.GetValue<string>() == type).ToList())
            rows.AsArray().Remove(row);
        return rows;
    }
}
