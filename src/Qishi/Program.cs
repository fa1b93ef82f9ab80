using Qishi;
using Qishi.Modules.Identity;
using Qishi.Platform;
using Qishi.Platform.Web;

var builder = WebApplication.CreateBuilder(args);

builder.AddPlatform()
    .Add<IdentityModule>();

var app = builder.Build();
app.UsePlatform();
return await Verbs.RunAsync(app, args);
