namespace Qishi.Modules.Exchange;

internal static class Permissions
{
    public const string WorkLiaisonDesk = "exchange.work-liaison-desk";
    public const string Watch = "exchange.watch";
    public const string Repair = "exchange.repair";
    public const string TakeEvidence = "exchange.take-evidence";
    public const string KeepCertificates = "exchange.keep-certificates";
    public const string Steer = "exchange.steer-simulators";
}
