using MimeKit;

namespace Placard.Workers.Mail;

/// <summary>Mails in the form of RFC 5322.</summary>
internal static class Messages
{
    public static MimeMessage Make(OutgoingMail mail, MailboxAddress from)
    {
        var message = new MimeMessage
        {
            MessageId = $"{mail.Uid}@{(from.Domain is { Length: > 0 } domain ? domain : "localhost")}",
            Date = new(mail.CreatedAt, TimeSpan.Zero),
            Subject = mail.Subject,
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(null, mail.Recipient));

        // Answering machines must not answer a machine.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
