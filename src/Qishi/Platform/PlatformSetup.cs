using Qishi.Platform.Auth;
using Qishi.Platform.Data;
using Qishi.Platform.Events;
using Qishi.Platform.Files;
using Qishi.Platform.Gates;
using Qishi.Platform.Jobs;
using Qishi.Platform.Messaging;
using Qishi.Platform.Metrics;
using Qishi.Platform.Ops;
using Qishi.Platform.Rules;
using Qishi.Platform.Subjects;
using Qishi.Platform.Telemetry;
using Qishi.Platform.Web;

namespace Qishi.Platform;

/// <summary>Wires the platform, part by part; each part keeps its own set-up beside it.</summary>
public static class PlatformSetup
{
    public static ModuleSetup AddPlatform(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        services.AddData(configuration);
        services.AddEvents(configuration);
        services.AddPermissions();
        services.AddRules();
        services.AddFiles();
        services.AddMessaging();
        services.AddJobs(configuration);
        services.AddHealth();
        services.AddScoped<IMetricsReader, MetricsReader>().AddScoped<AllGates>().AddScoped<SubjectFile>();
        services.AddWeb(builder);
        var setup = new ModuleSetup(services, configuration);
        services.AddSingleton(setup.Modules);
        setup.RegisterTypes("Qishi.Platform");
        return setup;
    }
}
