namespace Qishi.Modules.Identity.MyAccount;

/// <summary>A button without fields.</summary>
public sealed class EndOtherSessionsForm;
