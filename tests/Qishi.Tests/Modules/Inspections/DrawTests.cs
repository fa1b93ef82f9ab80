using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Qishi.Kernel;
using Qishi.Modules.Inspections.Draws;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;
using Xunit;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>A task over the pages, from the proposal to the published result.</summary>
public sealed class DrawTests
{
    [Theory, OnEachDatabase]
    public async Task T1_4_Draw_RepeatedByAnybody_FromTheDownload_AndAChangedByteIsRefused(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var office = await app.SignedInAsync("1031");
        using var leader = await app.SignedInAsync("leader1");
        using var visitor = app.ClientWith();
        var task = await ApprovedAsync(app, office, leader);
        using var one = await office.PostFormAsync($"{task}/freeze", new Dictionary<string, string?> { ["Parties"] = "市场监督管理局" }, "freeze");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, one.StatusCode);
        await PostedAsync(office, $"{task}/freeze", new() { ["Parties"] = "市场监督管理局\n派驻纪检监察组\n群众代表" }, "freeze");
        var draw = await DrawOfAsync(app, task);
        // The digest is public before any seed exists; nothing can be downloaded or drawn yet.
        Assert.Contains("名录已冻结，等各方承诺", (await visitor.GetPageAsync($"/public/draws/{draw.No}")).Text());
        await visitor.GetPageAsync($"/public/draws/{draw.No}/record.json", HttpStatusCode.NotFound);
        using var pool = await visitor.GetAsync($"/public/draws/{draw.No}/pool.txt");
        Assert.Equal(draw.PoolSize, (await pool.Content.ReadAsStringAsync()).Split('\n').Length);
        var links = draw.Parties.OrderBy(p => p.Place).Select(p => $"/draws/party/{DrawFiles.TokenOf(draw, p.Place)}").ToList();
        for (var n = 0; n < 3; n++)
        {
            // The secret before everybody's commitment is refused: it is no commitment.
            using var early = await visitor.PostFormAsync(links[n], new Dictionary<string, string?> { ["Commitment"] = Secret(n) }, "commit");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
            await PostedAsync(visitor, links[n], new() { ["Commitment"] = Commit(draw, n) }, "commit");
        }

        using var other = await visitor.PostFormAsync(links[0], new Dictionary<string, string?> { ["Secret"] = Secret(0) + "x" }, "commit");
        Assert.Contains("这个随机数和当时的承诺不一致。请核对，一个字符也不能差", (await other.PageAsync()).Errors());
        for (var n = 0; n < 3; n++)
            await PostedAsync(visitor, links[n], new() { ["Secret"] = Secret(n) }, "commit");
        await PostedAsync(office, task, [], "draw");

        var record = await visitor.GetByteArrayAsync($"/public/draws/{draw.No}/record.json");
        Assert.Equal((0, ""), Verify(record));
        var text = Encoding.UTF8.GetString(record);
        var visits = await app.WithDbAsync(db => db.Set<Visit>().Where(v => v.DrawId == draw.Id).OrderBy(v => v.Place).ToListAsync());
        Assert.Equal(draw.Quota, visits.Count);
        // One digit in the pool, in the seed, in a drawn code: each is seen.
        var line = Regex.Match(text, "\"([0-9a-f]{64}) 0\"").Groups[1].Value;
        foreach (var (old, fresh) in new[] { (line + " 0", Flip(line) + " 0"), ($"\"seed\": \"{Seed(text)}\"", $"\"seed\": \"{Flip(Seed(text))}\""), (Secret(1), Secret(1) + "9"), (visits[0].ObjectCode, "91" + visits[0].ObjectCode[2..]) }.Where(c => c.Item1 != c.Item2))
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            Assert.Equal(1, Verify(Encoding.UTF8.GetBytes(text.Replace(old, fresh, StringComparison.Ordinal))).Code);
        }

        // Ending the round asks for a second person; what was drawn and why it ended stay public.
        await PostedAsync(office, task, new() { ["Stop.Reason"] = "群众代表当场提出异议" }, "stop");
        Assert.Equal(TaskState.ObjectsDrawn, await StateAsync(app, task));
        await PostedAsync(leader, task, [], "stop");
        Assert.Equal(TaskState.Approved, await StateAsync(app, task));
        var stopped = (await visitor.GetPageAsync($"/public/draws/{draw.No}")).Text();
        Assert.Contains("群众代表当场提出异议", stopped);
        Assert.Contains(visits[0].ObjectName, stopped);
        await PostedAsync(office, $"{task}/freeze", new() { ["Parties"] = "市场监督管理局\n群众代表" }, "freeze");
        Assert.Equal(draw.No + "-2", (await DrawOfAsync(app, task)).No);
    }

    /// <summary>From the seed's own task in the field: result, review by somebody else, publication, public query.</summary>
    [Theory, OnEachDatabase]
    public async Task Demo_HasATaskInEachStage_AndItsPublishedDrawVerifies(DatabaseKind kind)
    {
        var app = TestApp.Shared(kind);
        using var visitor = app.ClientWith();
        var tasks = await app.WithDbAsync(db => db.Set<InspectionTask>().AsNoTracking().OrderBy(t => t.No).Take(3).ToListAsync());
        // The second may have begun: another test works on it.
        Assert.Equal((TaskState.FollowUp, true, TaskState.PoolFrozen), (tasks[0].State, tasks[1].State is TaskState.Dispatched or TaskState.InProgress, tasks[2].State));
        Assert.Equal(0, Verify(await visitor.GetByteArrayAsync($"/public/draws/{tasks[0].No}/record.json")).Code);
        var visit = await app.WithDbAsync(db => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Where(v => v.TaskId == tasks[0].Id).OrderBy(v => v.Place).FirstAsync());
        Assert.Contains("未发现问题", (await visitor.GetPageAsync("/public/inspections?q=" + visit.ObjectCode)).Text());
        Assert.Equal(2, visit.Inspectors.Count);
        // One visit for all departments of the joint task, two inspectors of each.
        var joint = await app.WithDbAsync(db => db.Set<Visit>().AsNoTracking().Include(v => v.Inspectors).Include(v => v.Parts).Where(v => v.TaskId == tasks[1].Id).ToListAsync());
        Assert.All(joint, v => Assert.Equal(["EMERGENCY", "EMERGENCY", "MSA", "MSA"], v.Inspectors.Where(i => i.ReplacedAt is null).Select(i => i.Department).Order(StringComparer.Ordinal)));
        Assert.All(joint, v => Assert.Equal(2, v.Parts.Count));
        using var inspector = await app.SignedInAsync("inspector1");
        foreach (var url in new[] { $"/inspections/tasks/{tasks[0].Id}", $"/inspections/tasks/{tasks[2].Id}", $"/inspections/visits/{visit.Id}", "/inspections/progress", "/inspections/load", "/public/draws", "/public/inspections/items" })
            await inspector.GetPageAsync(url);
    }

    private static Task<TaskState> StateAsync(TestApp app, string task) => app.WithDbAsync(db => db.Set<InspectionTask>().AsNoTracking().Where(t => t.Id == IdOf(task)).Select(t => t.State).SingleAsync());

    private static Guid IdOf(string task) => Guid.Parse(task[(task.LastIndexOf('/') + 1)..]);

    private static string Flip(string hex) => (hex[0] == 'a' ? 'b' : 'a') + hex[1..];

    private static string Seed(string text) => Regex.Match(text, "\"seed\": \"([0-9a-f]{64})\"").Groups[1].Value;

    private static string Secret(int n) => $"这是第{n}方自己想的随机数-2026";

    private static string Commit(TaskDraw draw, int n)
    {
        var output = new StringWriter();
        Assert.Equal(0, DrawCommit.Run([draw.PoolDigest, draw.Parties.OrderBy(p => p.Place).ElementAt(n).Name, Secret(n)], output, TextWriter.Null));
        return output.ToString().Trim();
    }

    private static (int Code, string Errors) Verify(byte[] record)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, record);
            var errors = new StringWriter();
            return (VerifyDraw.Run(path, TextWriter.Null, errors), errors.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static async Task PostedAsync(HttpClient client, string url, Dictionary<string, string?> values, string form)
    {
        using var answer = await client.PostFormAsync(url, values, form);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, $"{url} {form}: {(int)answer.StatusCode} {string.Join("; ", (await answer.PageAsync()).Errors())}");
    }

    private static Task<TaskDraw> DrawOfAsync(TestApp app, string task) =>
        app.WithDbAsync(db => db.Set<TaskDraw>().Include(d => d.Parties).OrderByDescending(d => d.Round).FirstAsync(d => d.TaskId == IdOf(task)));

    private static async Task<string> ApprovedAsync(TestApp app, HttpClient office, HttpClient leader)
    {
        var today = await app.AsAsync(null, s => Task.FromResult(s.GetRequiredService<TimeProvider>().Today()));
        var page = await office.GetPageAsync("/inspections/tasks/new");
        using var answer = await office.PostFormAsync(page, "/inspections/tasks/new", new Dictionary<string, string?>
        {
            ["Name"] = "测试任务：登记事项",
            ["Form.Items"] = "MSA-001",
            ["Form.Mode"] = "FixedCount",
            ["Count"] = "5",
            ["StartOn"] = $"{today:yyyy-MM-dd}",
            ["DueOn"] = $"{today.AddDays(30):yyyy-MM-dd}",
        }, "propose");
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found, string.Join("; ", (await answer.PageAsync()).Errors()));
        var task = answer.Headers.Location!.ToString();
        // Who proposed it finds no button to approve it.
        Assert.Null((await office.GetPageAsync(task)).QuerySelector("button[value=approve]"));
        await PostedAsync(leader, task, new() { ["Decide.Act"] = "approve" }, "decide");
        return task;
    }
}
