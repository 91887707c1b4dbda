using Placard.Domain.Catalogue;

namespace Placard.Domain.Telemetry;

public sealed class CryptographicKey : TelemetryKind
{
    public override string Type => "CRYPTOGRAPHIC_KEY";

    public override string Summary => "algorithm, keySize, digests, encryptionPaddings, keyValidity, publicKey.spki.";

    public override TelemetryInterval Interval => TelemetryInterval.Minutes("cryptographicKey", 10);
}
