using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Placard.Workers.Mail;

/// <summary>Hands mails to an SMTP server, each over a connection of its own: they are few.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options) : IMailTransport
{
    private const int FirstPermanent = 500;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var smtp = options.Value;
        using var client = new SmtpClient { Timeout = (int)smtp.Timeout.TotalMilliseconds };
        await client.ConnectAsync(smtp.Host!, smtp.Port, Socket(smtp.Security), cancellation);
        if (smtp.Username is { Length: > 0 } username)
        {
            await client.AuthenticateAsync(username, smtp.Password ?? "", cancellation);
        }

        try
        {
            await client.SendAsync(Messages.Make(mail, MailboxAddress.Parse(smtp.From)), cancellation);
        }
        catch (SmtpCommandException refusal) when ((int)refusal.StatusCode >= FirstPermanent)
        {
            throw new MailRefusedException($"The mail server refused it for good: {(int)refusal.StatusCode}", refusal);
        }

        await LeaveAsync(client, cancellation);
    }

    // The mail is accepted: whatever happens to the good-bye, it must not be sent again.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is IOException or SmtpProtocolException or SmtpCommandException or TimeoutException)
        {
        }
    }

    private static SecureSocketOptions Socket(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
