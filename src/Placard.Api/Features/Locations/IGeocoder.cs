namespace Placard.Api.Features.Locations;

/// <summary>A point on the earth, in degrees.</summary>
public sealed record GeoPoint(double Latitude, double Longitude);

/// <summary>Finds the point of an address. A host that has a geocoder registers it before the API.</summary>
public interface IGeocoder
{
    /// <summary>Null when the address is not found.</summary>
    Task<GeoPoint?> FindAsync(string address, CancellationToken cancellation);
}

/// <summary>Finds nothing: no data set of addresses that may be shipped is small enough.</summary>
internal sealed class NoGeocoder : IGeocoder
{
    public Task<GeoPoint?> FindAsync(string address, CancellationToken cancellation) => Task.FromResult<GeoPoint?>(null);
}

public sealed class GeocodingOptions
{
    public const string Section = "Geocoding";

    /// <summary>Refuses addresses that are not found; else they are kept without a point.</summary>
    public bool Strict { get; set; }
}
