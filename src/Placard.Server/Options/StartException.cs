namespace Placard.Server.Options;

/// <summary>The server cannot start, for a reason that its operator can put right. The message is one line for them.</summary>
public sealed class StartException(string message, int exitCode, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The exit code for something wrong in options, as for a wrong command line.</summary>
    public const int BadOptions = 2;

    /// <summary>The exit code for something wrong around the server: a taken port, a database that does not answer.</summary>
    public const int CannotStart = 1;

    public int ExitCode { get; } = exitCode;

    /// <summary>An option or setting is wrong.</summary>
    public static StartException Option(string option, string problem) => new($"{option}: {problem}", BadOptions);

    /// <summary>Something around the server is in the way.</summary>
    public static StartException Environment(string problem, Exception? cause = null) => new(problem, CannotStart, cause);
}
