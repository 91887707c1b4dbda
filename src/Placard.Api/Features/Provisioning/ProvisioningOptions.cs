namespace Placard.Api.Features.Provisioning;

/// <summary>Limits of bulk provisioning. Configuration section <c>Provisioning</c>.</summary>
public sealed class ProvisioningOptions
{
    public const string Section = "Provisioning";

    /// <summary>Most recipes of an organization, used ones included.</summary>
    public int MostRecipes { get; set; } = 200_000;

    /// <summary>Most recipes of one CSV file.</summary>
    public int MostCsvRecipes { get; set; } = 100_000;

    /// <summary>Most bytes of one CSV file.</summary>
    public int MostCsvBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many CSV files are read at once; each is held in memory until it is stored.</summary>
    public int CsvConcurrency { get; set; } = 2;
}
