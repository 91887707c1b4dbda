using Placard.Domain;
using Placard.Server.Listening;

namespace Placard.Server.Start;

/// <summary>Once the server listens: makes its addresses known, inside and to its operator.</summary>
internal sealed partial class Announcement(Addresses published, PublicAddresses addresses, Bootstrap bootstrap, DataDirectory directory, ILogger<Announcement> log)
    : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        published.Publish();
        if (File.Exists(directory.Credentials))
        {
            Credentials.SetApiUrl(directory.Credentials, addresses.ApiBase);
        }

        Ready(log, addresses.ApiBase, addresses.ContentBase, directory.Path);
        if (bootstrap.Made is { } credentials)
        {
            Tell(credentials);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Keys are for the eyes of who typed the command. Whatever else takes the output keeps it, so it gets the file's path.
    private void Tell(Credentials credentials)
    {
        if (Console.IsOutputRedirected)
        {
            FirstKeys(log, directory.Credentials);
            return;
        }

        Console.WriteLine($"""

            First start: these keys are shown once and stand in {directory.Credentials}

            {credentials.ToEnvironment(addresses.ApiBase)}
            """);
    }

    [LoggerMessage(1, LogLevel.Information, "Placard is ready: API {Api}, content {Content}, data in {Directory}")]
    private static partial void Ready(ILogger log, string api, string content, string directory);

    [LoggerMessage(2, LogLevel.Information, "First start: the keys of the new organization are in {File}")]
    private static partial void FirstKeys(ILogger log, string file);
}
