using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class OfflineRange : TelemetryKind
{
    public override string Type => "OFFLINE_RANGE";

    public override string Summary => "since, until of a time without connection.";

    public override bool MadeByServer => true;
}
