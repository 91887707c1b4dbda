namespace Placard.DeviceEmulation.Commands;

/// <summary>A command lacks a field, or has a value that no device would take: the device answers with its failure.</summary>
internal sealed class UnusableCommandException : Exception
{
    public UnusableCommandException()
    {
    }

    public UnusableCommandException(string field)
        : base($"The field '{field}' is missing or unusable.")
    {
    }

    public UnusableCommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
