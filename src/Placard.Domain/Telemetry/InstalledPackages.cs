using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class InstalledPackages : TelemetryKind
{
    public override string Type => "INSTALLED_PACKAGES";

    public override string Summary => "List of packages: buildHash, specs.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("installedPackages", 5);
}
