using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Locations;

/// <summary>A point.</summary>
/// <param name="Lat" example="37.78119">Latitude, -90 to 90.</param>
/// <param name="Long" example="-122.40492">Longitude, -180 to 180.</param>
public sealed record CoordinatesRequest(double? Lat, double? Long);

/// <summary>Where a location is: what was said of it, and the point.</summary>
internal sealed record Place(string? Address, GeoPoint? Point);

/// <summary>Makes places of what callers say.</summary>
internal sealed class LocationPlaces(IGeocoder geocoder, IOptions<GeocodingOptions> options)
{
    public const int MostAddress = 1024;

    /// <summary>Null if neither was named.</summary>
    public static void Check(CoordinatesRequest? coordinates, string? address, bool isRequired, ValueErrors errors)
    {
        if (coordinates is not null && address is not null)
        {
            errors.Add("coordinates", "must not be given together with address");
        }
        else if (isRequired && coordinates is null && address is null)
        {
            errors.Add("coordinates", "or address is required");
        }

        if (address is not null)
        {
            errors.Text("address", address, 1, MostAddress);
        }

        if (coordinates is not null)
        {
            Degrees("coordinates.lat", coordinates.Lat, 90, errors);
            Degrees("coordinates.long", coordinates.Long, 180, errors);
        }
    }

    /// <param name="coordinates">Checked.</param>
    /// <param name="address">Checked.</param>
    /// <param name="cancellation">Ends the wait for the geocoder.</param>
    public async Task<Place?> FindAsync(CoordinatesRequest? coordinates, string? address, CancellationToken cancellation)
    {
        if (coordinates is { Lat: { } latitude, Long: { } longitude })
        {
            return new(null, new(latitude, longitude));
        }

        if (address is null)
        {
            return null;
        }

        var point = await geocoder.FindAsync(address, cancellation);
        return point is null && options.Value.Strict ? throw ApiErrors.AddressNotFound() : new(address, point);
    }

    private static void Degrees(string field, double? value, double most, ValueErrors errors)
    {
        if (value is not { } number)
        {
            errors.Add(field, "is required");
        }
        else if (!double.IsFinite(number) || Math.Abs(number) > most)
        {
            errors.Add(field, $"must be between -{most} and {most}");
        }
    }
}
