namespace Placard.Workers.Mail;

/// <summary>A mail as it leaves.</summary>
/// <param name="Uid">Becomes the message id, so that a mail that comes twice can be known as one.</param>
/// <param name="Recipient">One plain address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="CreatedAt">When it was written.</param>
public sealed record OutgoingMail(string Uid, string Recipient, string Subject, string Text, DateTime CreatedAt);

/// <summary>How mails leave the server.</summary>
public interface IMailTransport
{
    /// <summary>Ends when the mail is accepted.</summary>
    /// <exception cref="MailRefusedException">It will never be accepted; anything else may be tried again.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>The other side refused this mail for good.</summary>
public sealed class MailRefusedException(string message, Exception? inner) : Exception(message, inner);
