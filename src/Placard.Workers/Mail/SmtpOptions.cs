namespace Placard.Workers.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Not at all: only for a server on this machine.</summary>
    None,

    /// <summary>By STARTTLS; a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>By TLS from the beginning.</summary>
    Tls,
}

/// <summary>The server that takes mails. Configuration section <c>Smtp</c>; without a host mails are written to files.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Smtp";

    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Sender of all mails, with or without a name.</summary>
    public string From { get; init; } = "Placard <placard@localhost>";

    /// <summary>How long one step of the dialogue may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
