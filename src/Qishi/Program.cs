using System.Globalization;
using Qishi;
using Qishi.Modules.Documents;
using Qishi.Modules.Exchange;
using Qishi.Modules.Exchange.Evidence;
using Qishi.Modules.Identity;
using Qishi.Modules.Inspections;
using Qishi.Modules.Licences;
using Qishi.Modules.Operations;
using Qishi.Modules.Permits;
using Qishi.Modules.Registration;
using Qishi.Modules.StartUp;
using Qishi.Modules.Worklist;
using Qishi.Platform;
using Qishi.Platform.Web;

// One fixed culture: the same text on every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

// Verifiers need no database, no configuration and no network.
if (args is ["verify-draw", ..])
    return VerifyDraw.Run(args.ElementAtOrDefault(1), Console.Out, Console.Error);
if (args is ["draw-commit", ..])
    return DrawCommit.Run(args[1..], Console.Out, Console.Error);
if (args is [VerifyEvidenceVerb.Name, ..])
    return VerifyEvidenceVerb.Run(args[1..], Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(args);
// The demo county, its accounts and simulators are for every environment but Production, where they must be asked for.
builder.Configuration["Demo"] ??= (!builder.Environment.IsProduction()).ToString();
builder.WebHost.UseStaticWebAssets();

builder.AddPlatform()
    .Add<IdentityModule>()
    .Add<OperationsModule>()
    .Add<WorklistModule>()
    .Add<DocumentsModule>()
    .Add<RegistrationModule>()
    .Add<ExchangeModule>()
    .Add<LicencesModule>()
    .Add<PermitsModule>()
    .Add<InspectionsModule>()
    .Add<StartUpModule>();

var app = builder.Build();
app.UsePlatform();
return await Verbs.RunAsync(app, args);
