using CsCheck;
using Qishi.Kernel.Flow;
using Xunit;

namespace Qishi.Tests.Kernel;

public sealed class FlowTests
{
    private enum S
    {
        Draft,
        Submitted,
        Returned,
        Accepted,
        Refused,
        Done,
    }

    private static StateInfo<S>[] Rows =>
    [
        new(S.Draft, "草稿", "草稿，还没提交", Tone.N, ClockEffect.None, Final: false),
        new(S.Submitted, "待接收", "已提交，等待接收", Tone.B),
        new(S.Returned, "退回补正", "需要您补正", Tone.A, ClockEffect.Stop),
        new(S.Accepted, "已受理", "–", Tone.B, ClockEffect.Start),
        new(S.Refused, "不予登记", null, Tone.R, ClockEffect.Stop, Final: true),
        new(S.Done, "已办结", "已办好", Tone.G, ClockEffect.Stop, Final: true),
    ];

    private static Move<S>[] Moves =>
    [
        new("submit", "提交", [S.Draft, S.Returned], S.Submitted, Roles: ["applicant"], Guard: "全部必填项有效"),
        new("return", "退回补正", [S.Submitted], S.Returned, Roles: ["registrar"]),
        new("accept", "受理", [S.Submitted], S.Accepted, Roles: ["registrar"]),
        new("refuse", "不予登记", [S.Accepted], S.Refused, Roles: ["registrar"]),
        new("finish", "办结", [S.Accepted], S.Done),
    ];

    private static Flow<S> Case { get; } = Flow.Of("企业开办", Rows, Moves);

    [Fact]
    public void Move_FromASource_LeadsOn()
    {
        Assert.Equal(S.Submitted, Case.Move(S.Returned, "submit").Value);
        Assert.Equal((S.Draft, true, false), (Case.Initial, Case.IsFinal(S.Done), Case.IsFinal(S.Draft)));
    }

    [Fact]
    public void Move_FromElsewhere_IsRefusedWithWhatIsPossible()
    {
        Assert.Equal("这件现在是“待接收”，不能“办结”。现在可以“退回补正”、“受理”，请刷新页面查看", Assert.Single(Case.Move(S.Submitted, "finish").Problems).Sentence);
        Assert.Equal("这件现在是“已办结”，不能“受理”。它已经结束，请刷新页面查看", Assert.Single(Case.Move(S.Done, "accept").Problems).Sentence);
    }

    [Fact]
    public void Move_OfNoSuchName_IsAMistakeOfTheProgram() => Assert.Throws<ArgumentException>(() => Case.Move(S.Draft, "fly"));

    [Fact]
    public void From_ForRoles_LeavesTheSystemsMovesOut()
    {
        Assert.Equal(["refuse"], Case.From(S.Accepted, ["registrar"]).Select(m => m.Name));
        Assert.Empty(Case.From(S.Draft, ["registrar"]));
    }

    [Fact]
    public void PublicWord_DashIsNotShownAndNullIsTheSame() =>
        Assert.Equal(("", "不予登记", "已办好"), (Case[S.Accepted].PublicWord, Case[S.Refused].PublicWord, Case[S.Done].PublicWord));

    [Fact]
    public void Of_StateWithoutARow_IsRefused() => Refused(Rows[..5], Moves, "Done has no row");

    [Fact]
    public void Of_StateWithTwoRows_IsRefused() => Refused([.. Rows, Rows[1]], Moves, "Submitted has two rows");

    [Fact]
    public void Of_UnreachableState_IsRefused() => Refused(Rows, [.. Moves.Where(m => m.Name != "refuse")], "Refused cannot be reached");

    [Fact]
    public void Of_DeadEnd_IsRefused() => Refused([.. Rows.Select(r => r.State == S.Refused ? r with { Final = false } : r)], Moves, "Refused is a dead end");

    [Fact]
    public void Of_FinalStateWithAWayOut_IsRefused() => Refused(Rows, [.. Moves, new("reopen", "重开", [S.Done], S.Accepted)], "Done has a way out");

    [Fact]
    public void Of_TwoMovesOfOneNameFromOneState_IsRefused() => Refused(Rows, [.. Moves, new("accept", "受理", [S.Submitted], S.Done)], "leaves Submitted twice");

    [Fact]
    public void AnyWalk_ReachesOnlyLegalStatesAndNeverLeavesAFinalOne()
    {
        var names = Moves.Select(m => m.Name).Distinct().ToArray();
        Gen.Int[0, names.Length - 1].Array[0, 30].Sample(walk =>
        {
            var state = Case.Initial;
            foreach (var step in walk)
            {
                var legal = Moves.Any(m => m.Name == names[step] && m.Sources.Contains(state));
                var moved = Case.Move(state, names[step]);
                if (moved.Ok != legal || moved.Ok && Case.IsFinal(state)) return false;
                if (moved.Ok) state = moved.Value;
            }
            return Enum.IsDefined(state);
        });
    }

    private static void Refused(StateInfo<S>[] rows, Move<S>[] moves, string because) =>
        Assert.Contains(because, Assert.Throws<ArgumentException>(() => Flow.Of("试", rows, moves)).Message, StringComparison.Ordinal);
}
