namespace Qishi.Modules.Exchange;

internal static class Permissions
{
    public const string WorkLiaisonDesk = "exchange.work-liaison-desk";
    public const string Watch = "exchange.watch";
    public const string Repair = "exchange.repair";
    public const string Steer = "exchange.steer-simulators";
}
