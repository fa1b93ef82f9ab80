using Qishi.Kernel;

namespace Qishi.Modules.Identity.Contracts;

/// <summary>Codes by SMS: six digits, five minutes, once, bound to phone and purpose, limited per phone and address.</summary>
public interface IOneTimeCodes
{
    /// <summary>Sends a code; refused with a sentence when asked again too soon.</summary>
    /// <param name="mobile">Mobile number.</param>
    /// <param name="purpose">What it is for, e.g. <c>startup.sign:KB…</c>; a code for one purpose serves no other.</param>
    /// <param name="purposeText">The same in Chinese for the SMS, e.g. 用于确认企业开办申请.</param>
    /// <param name="ct">Cancellation.</param>
    Task<Result<DateTime>> SendAsync(string mobile, string purpose, string purposeText, CancellationToken ct);

    /// <summary>True once for the right code in time.</summary>
    Task<bool> CheckAsync(string mobile, string purpose, string code, CancellationToken ct);
}
