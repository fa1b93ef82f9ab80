using System.Linq.Expressions;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.ListCases;

/// <summary>A case whose promise is still running: submitted, and neither finished nor ended otherwise. One definition for lists and figures.</summary>
internal static class OpenCase
{
    public static readonly Expression<Func<StartUpCase, bool>> Is = c => c.FinishedAt == null
        && (c.State == StartUpState.Submitted || c.State == StartUpState.Received || c.State == StartUpState.Accepted || c.State == StartUpState.Extended
            || c.State == StartUpState.Approved || c.State == StartUpState.Issued || c.State == StartUpState.Delivered);
}
