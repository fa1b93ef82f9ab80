using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Qishi.Modules.Inspections.Model;
using Qishi.Platform.Data;
using Qishi.Tests.Support;

namespace Qishi.Tests.Modules.Inspections;

/// <summary>What the phone's script says to the server, and visits of their own to say it about.</summary>
internal sealed class FieldPhone(HttpClient client) : IDisposable
{
    private string token = "";

    public JsonNode Bundle { get; private set; } = new JsonObject();

    public HttpClient Client => client;

    public void Dispose() => client.Dispose();

    public static async Task<FieldPhone> OfAsync(TestApp app, string staffNo)
    {
        var phone = new FieldPhone(await app.SignedInAsync(staffNo));
        await phone.LoadAsync();
        return phone;
    }

    public async Task LoadAsync()
    {
        using var answer = await client.GetAsync("/field/bundle");
        answer.EnsureSuccessStatusCode();
        Bundle = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        token = (string)Bundle["token"]!;
    }

    /// <summary>The visit as this phone was given it; null when it was not.</summary>
    public JsonNode? Visit(Guid id) => Bundle["visits"]!.AsArray().FirstOrDefault(v => (Guid)v!["id"]! == id);

    public Task<HttpResponseMessage> PostAsync(Guid id, Guid visit, string kind, object? value = null, string? item = null, int seen = 0, DateTimeOffset? at = null, byte[]? file = null, string? formToken = null)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(new { id, visit, kind, item, @base = seen, at = at ?? DateTimeOffset.UtcNow, value = value ?? new { } })), "op" },
            { new StringContent(formToken ?? token), "__RequestVerificationToken" },
        };
        if (file is not null)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse("image/jpeg");
            content.Add(part, "file", "x.jpg");
        }

        return client.PostAsync("/field/operations", content);
    }

    /// <summary>Posts and gives the status with what was said.</summary>
    public async Task<(int Status, JsonNode Said)> SayAsync(Guid visit, string kind, object? value = null, string? item = null, int seen = 0, Guid? id = null, DateTimeOffset? at = null, byte[]? file = null)
    {
        using var answer = await PostAsync(id ?? Guid.NewGuid(), visit, kind, value, item, seen, at, file);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public static string CodeOf(JsonNode said) => (string)said["problems"]![0]!["code"]!;

    /// <summary>A visit of two departments, two people each, with people nobody else's test uses; the staff numbers come by department.</summary>
    public static Task<(Visit Visit, string[] Msa, string[] Emergency)> NewVisitAsync(TestApp app, bool unannounced = false) => app.WithDbAsync(async db =>
    {
        var today = Qishi.Kernel.ChinaTime.DayOf(DateTime.UtcNow);
        var task = new InspectionTask
        {
            Id = Guid.NewGuid(),
            No = "F-" + Guid.NewGuid().ToString("N")[..8],
            Name = "现场测试任务",
            Initiator = "MSA",
            Members = "|MSA|EMERGENCY|",
            Items = "|MSA-001|MSA-002|EMERGENCY-001|",
            Scope = new(),
            StartOn = today.AddDays(-5),
            DueOn = today.AddDays(40),
            Unannounced = unannounced,
            HalfPoints = 2,
            ProposedBy = "测试",
        };
        foreach (var move in new[] { TaskFlow.Approve, TaskFlow.Freeze, TaskFlow.Draw, TaskFlow.Match, TaskFlow.Dispatch })
            task.Move(move, DateTime.UtcNow);
        var visit = new Visit { Id = Guid.NewGuid(), TaskId = task.Id, No = task.No + "-1", ObjectCode = "92451521MACY000188", ObjectName = "望溪县测试粮油店", Address = "望溪县城关镇测试路1号", DueOn = task.DueOn, HalfPoints = 2 };
        visit.Move(VisitFlow.Assign, DateTime.UtcNow);
        visit.Parts.Add(new() { Id = Guid.NewGuid(), VisitId = visit.Id, Department = "MSA", Items = "|MSA-001|MSA-002|" });
        visit.Parts.Add(new() { Id = Guid.NewGuid(), VisitId = visit.Id, Department = "EMERGENCY", Items = "|EMERGENCY-001|" });
        var people = new Dictionary<string, string[]>();
        foreach (var department in new[] { "MSA", "EMERGENCY" })
        {
            var team = await db.Set<InspectorRecord>().Where(i => i.Department == department && i.Active).OrderBy(i => i.StaffNo).Take(2).ToListAsync();
            people[department] = [.. team.Select(i => i.StaffNo)];
            foreach (var (i, n) in team.Select((i, n) => (i, n)))
                visit.Inspectors.Add(new() { Id = Guid.NewGuid(), VisitId = visit.Id, Department = department, AccountId = i.AccountId, Name = i.Name, Place = n + 1, HalfPoints = 2, AssignedOn = today });
        }

        db.AddRange(task, visit);
        await db.SaveChangesAsync();
        return (visit, people["MSA"], people["EMERGENCY"]);
    });
}
