using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Placard.Workers.Mail;

/// <summary>Where mails go when no mail server is named.</summary>
/// <param name="Path">The folder.</param>
public sealed record MailFolder(string Path);

/// <summary>Writes mails to files, which only the server's user may read: they may hold secret links.</summary>
internal sealed partial class FileTransport(MailFolder folder, IOptions<SmtpOptions> options, ILogger<FileTransport> logger) : IMailTransport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder.Path);
        }
        else
        {
            Directory.CreateDirectory(folder.Path, OwnerOnly | UnixFileMode.UserExecute);
        }

        // Whole or not at all, and the same file if it is written again.
        var path = Path.Combine(folder.Path, $"{mail.Uid}.eml");
        var part = path + ".part";
        File.Delete(part);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        await using (var file = new FileStream(part, how))
        {
            await Messages.Make(mail, MailboxAddress.Parse(options.Value.From)).WriteToAsync(file, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
        LogWritten(path);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server is named (Smtp:Host): a mail was written to {Path}")]
    private partial void LogWritten(string path);
}
