using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class FeatureFlags : TelemetryKind
{
    public override string Type => "FEATURE_FLAGS";

    public override string Summary => "supported: names of the feature flags that the device knows.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("featureFlags", 10);
}
