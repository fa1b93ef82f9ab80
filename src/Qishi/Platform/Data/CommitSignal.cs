using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Qishi.Platform.Data;

/// <summary>Tells those who wait that events were committed in this process, so that they need not poll fast. Many signals in a row are one.</summary>
internal sealed class CommitSignal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => channel.Writer.TryWrite(true);

    /// <summary>Waits for a signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(atMost);
        try
        {
            await channel.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    /// <summary>Raises the signal when a transaction in which events were saved has been committed.</summary>
    internal sealed class AfterCommit : DbTransactionInterceptor
    {
        public static readonly AfterCommit Instance = new();

        public override void TransactionCommitted(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData) => (eventData.Context as AppDb)?.TellCommitted();

        public override Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            (eventData.Context as AppDb)?.TellCommitted();
            return Task.CompletedTask;
        }
    }
}
