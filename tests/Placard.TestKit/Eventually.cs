namespace Placard.TestKit;

/// <summary>Waits for what another thread or process brings about, by looking at what a user could see.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Looks until there is something.</summary>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            try
            {
                await Task.Delay(20, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"In {Patience.TotalSeconds} s it did not happen that {what}.");
            }
        }
    }

    public static Task IsTrueAsync(string what, Func<Task<bool>> look) =>
        GetAsync(what, async () => await look() ? "" : null);
}
