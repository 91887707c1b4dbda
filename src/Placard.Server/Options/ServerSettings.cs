using System.Collections;

namespace Placard.Server.Options;

/// <summary>
/// Everything that decides how the server runs: appsettings.json beside the program and in the working directory,
/// then environment variables that begin with PLACARD_, then the command line.
/// </summary>
public sealed class ServerSettings
{
    private const string Prefix = "PLACARD_";
    private const string MasterKeyVariable = Prefix + "MASTER_KEY";

    private ServerSettings(IConfigurationRoot configuration, PlacardOptions options, MasterKey? masterKey)
    {
        Configuration = configuration;
        Options = options;
        MasterKey = masterKey;
    }

    public IConfigurationRoot Configuration { get; }

    public PlacardOptions Options { get; }

    /// <summary>From the environment only, and never part of <see cref="Configuration"/>, so that nothing can print it by accident.</summary>
    internal MasterKey? MasterKey { get; }

    /// <summary>Reads the settings of this process.</summary>
    public static ServerSettings OfProcess(IEnumerable<KeyValuePair<string, string?>> commandLine) =>
        Read(
            commandLine,
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => entry.Value as string, StringComparer.Ordinal));

    /// <summary>Reads settings from an environment that is given.</summary>
    /// <exception cref="StartException">Something in them is wrong.</exception>
    public static ServerSettings Read(IEnumerable<KeyValuePair<string, string?>> commandLine, IReadOnlyDictionary<string, string?> environment)
    {
        var configuration = new ConfigurationBuilder();
        try
        {
            var built = configuration
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
                .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
                .AddInMemoryCollection(FromEnvironment(environment))
                .AddInMemoryCollection(commandLine.Where(option => option.Value is not null))
                .Build();
            return new(built, PlacardOptions.Read(built), MasterKey.Read(environment.GetValueOrDefault(MasterKeyVariable)));
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw new StartException($"appsettings.json: {exception.GetBaseException().Message}", StartException.BadOptions, exception);
        }
    }

    /// <summary>
    /// PLACARD_PUBLIC_URL and PLACARD_PUBLICURL are both PublicUrl, and two underscores go one level down. Settings stand on the first two levels;
    /// what is below them is a word of the operator's, such as SET_VOLUME, and keeps its underscores.
    /// OpenTelemetry reads its own variables from the configuration.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment(IReadOnlyDictionary<string, string?> environment)
    {
        foreach (var (name, value) in environment)
        {
            if (name.StartsWith("OTEL_", StringComparison.Ordinal))
            {
                yield return new(name, value);
            }
            else if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !name.Equals(MasterKeyVariable, StringComparison.OrdinalIgnoreCase))
            {
                var levels = name[Prefix.Length..].Split("__");
                yield return new(
                    string.Join(':', levels.Select((level, depth) => depth < 2 ? level.Replace("_", "", StringComparison.Ordinal) : level)), value);
            }
        }
    }
}
