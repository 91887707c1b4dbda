using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Placard.TestKit;

/// <summary>A mail server that keeps what it gets, and misbehaves as a test wants it to.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    private SmtpSink()
    {
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whole mails that were accepted, with their headers.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    /// <summary>Answers the recipient, instead of 250, as often as it says.</summary>
    public (string Answer, int Times) Refusal { get; set; } = ("", 0);

    /// <summary>Connections to break off in the middle of a mail.</summary>
    public int Breaks { get; set; }

    public static SmtpSink Start() => new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _work;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException)
        {
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                if (Breaks > 0)
                {
                    Breaks--;
                    await reader.ReadLineAsync(_end.Token);
                    return;
                }

                Mails.Enqueue(await ReadMailAsync(reader));
                await writer.WriteLineAsync("250 accepted");
            }
            else if (verb == "RCPT" && Refusal.Times > 0)
            {
                Refusal = (Refusal.Answer, Refusal.Times - 1);
                await writer.WriteLineAsync(Refusal.Answer);
            }
            else
            {
                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 sink");
            }
        }
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            mail.AppendLine(line);
        }

        return mail.ToString();
    }
}
