using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using Placard.Storage;

namespace Placard.Workers.Mail;

/// <summary>Where mails go when no mail server is named.</summary>
/// <param name="Path">The folder.</param>
public sealed record MailFolder(string Path);

/// <summary>Writes mails to files, which only the server's user may read: they may hold secret links.</summary>
internal sealed partial class FileTransport(MailFolder folder, IOptions<SmtpOptions> options, ILogger<FileTransport> logger) : IMailTransport
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        await Messages.Make(mail, MailboxAddress.Parse(options.Value.From)).WriteToAsync(message, cancellation);
        OwnerOnlyFiles.MakeFolder(folder.Path);

        // The same file if it is written again.
        var path = Path.Combine(folder.Path, $"{mail.Uid}.eml");
        OwnerOnlyFiles.Write(path, message.ToArray());
        LogWritten(path);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server is named (Smtp:Host): a mail was written to {Path}")]
    private partial void LogWritten(string path);
}
