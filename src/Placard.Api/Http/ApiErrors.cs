using Placard.Domain.Catalogue;

namespace Placard.Api.Http;

/// <summary>Every error that the API answers. Codes that no source tells are choices of ours, kept here.</summary>
public static class ApiErrors
{
    /// <summary>Also for what another organization owns: a foreign resource answers exactly as an unknown one.</summary>
    public static ApiException NotFound(string reason = "Resource was not found") =>
        new(new(404, $"Resource not found - {reason}", 404311, "RESOURCE_NOT_FOUND", "Specified resource doesn't exist"));

    /// <summary>Credentials are missing, wrong or revoked. The contract knows no 401.</summary>
    public static ApiException WrongCredentials() =>
        new(new(403, "Forbidden - Credentials are missing or not valid", 403104, "WRONG_CREDENTIALS", "Send a valid token in the header X-Auth."));

    public static ApiException WrongJwt() =>
        new(new(403, "Forbidden - Access token is not valid", 403105, "WRONG_JWT_TOKEN", "The access token in the header X-Auth is not valid here."));

    public static ApiException NoRights() =>
        new(new(403, "Forbidden - Insufficient rights", 403106, "INSUFFICIENT_RIGHTS", "The credentials are valid but don't permit this operation."));

    public static ApiException LastOwner() => new(new(
        403, "Forbidden - The last owner can't be removed or get another role", 403110, "LAST_OWNER", "Make somebody else an owner first."));

    public static ApiException ScreenCaptureDisabled() =>
        new(new(403, "Forbidden - Screen capture is disabled for the device", 403108, "SCREEN_CAPTURE_DISABLED", "Enable the screen capture of the device first."));

    public static ApiException WrongLogin() =>
        new(new(403, "Forbidden - Wrong identification or password", 403107, "WRONG_LOGIN", "No account has this identification and password."));

    public static ApiException InvalidBody(string field, string reason) => InvalidBody([new(field, reason)]);

    public static ApiException InvalidBody(IReadOnlyList<ValueError> errors) => new(new(
        400,
        $"Invalid request body - {string.Join(", ", errors.Select(error => $"{error.Field} - {error.Reason}"))}",
        400301,
        "INVALID_BODY_PROPERTIES",
        $"Received invalid body properties {string.Join(", ", errors.Select(error => error.Field).Distinct())}."));

    /// <summary>The contract writes the detail with a leading space.</summary>
    public static ApiException UnknownKeys(IEnumerable<string> keys) =>
        new(new(400, "Invalid request body", 400301, "INVALID_BODY_PROPERTIES", $" Received unrecognized keys {string.Join(", ", keys)}."));

    public static ApiException UnreadableBody(string reason) =>
        new(new(400, "Invalid request body", 400301, "INVALID_BODY_PROPERTIES", reason));

    public static ApiException InvalidQuery(string name, string reason) => new(new(
        400, $"Invalid query parameters - {name} - {reason}", 400302, "INVALID_QUERY_PARAMS", $"Received invalid query parameters {name}."));

    public static ApiException InvalidPath(string name, string reason) => new(new(
        400, $"Invalid path parameters - {name} - {reason}", 400303, "INVALID_PATH_PARAMS", $"Received invalid path parameters {name}."));

    public static ApiException Conflict(string reason) =>
        new(new(409, $"Conflict - {reason}", 409301, "CONFLICT", "The request contradicts the present state."));

    /// <summary>An administrator limited the organization.</summary>
    public static ApiException OrganizationFull(int most) => Conflict($"The organization has its {most} devices");

    public static ApiException TooLarge(long most) =>
        new(new(413, "Request body too large", 413301, "REQUEST_TOO_LARGE", $"A request body has at most {most} bytes."));

    public static ApiException ContentQuotaExceeded(long most) => new(new(
        413, $"Content too large - All content of the organization may have {most} bytes", 413302, "CONTENT_QUOTA_EXCEEDED",
        "The content would exceed the quota Content:MostBytesPerOrganization; delete what is not needed."));

    public static ApiException AddressNotFound() => new(new(
        400, "Invalid request body - address - was not found", 400304, "LOCATION_CREATE_NOT_FOUND_FEATURE_NOT_FOUND", "The geocoder does not know the address."));

    /// <summary>The signed fields of an upload are its only credentials.</summary>
    public static ApiException UploadRefused(string reason) =>
        new(new(403, $"Forbidden - The upload is not permitted - {reason}", 403109, "UPLOAD_NOT_PERMITTED", "Ask the API for the fields of a new upload."));

    public static ApiException UnsupportedMediaType() => new(new(
        415, "Unsupported media type", 415301, "UNSUPPORTED_MEDIA_TYPE", "Send application/json or application/x-www-form-urlencoded."));

    public static ApiException TooManyRequests() =>
        new(new(429, "Too many requests", 429301, "TOO_MANY_REQUESTS", "The quota of requests is used up; try again later."));

    public static ApiException TooManyAttempts() =>
        new(new(429, "Too many failed attempts", 429302, "TOO_MANY_FAILED_ATTEMPTS", "Wait some minutes before the next attempt."));

    public static ApiException TooManyMails(int most) => new(new(
        429, "Too many mails", 429303, "TOO_MANY_MAILS", $"An organization may cause {most} mails within 24 hours, as Mail:MostEachDay says; try again later."));

    public static ApiError Internal { get; } =
        new(500, "Internal server error", 500301, "INTERNAL_ERROR", "The server failed to process the request.");

    /// <summary>The body for an answer that some component gave without one.</summary>
    public static ApiError ForStatus(int status) => status switch
    {
        // A known path under another method is an unknown operation.
        404 or 405 => new(404, "Resource not found - No such operation", 404311, "RESOURCE_NOT_FOUND", "Specified resource doesn't exist"),
        401 or 403 => WrongCredentials().Error,
        408 => new(408, "Request timeout", 408301, "REQUEST_TIMEOUT", "The body of the request did not come in time."),
        413 => new(413, "Request body too large", 413301, "REQUEST_TOO_LARGE", "The request body is too large."),
        415 => UnsupportedMediaType().Error,
        429 => TooManyRequests().Error,
        >= 500 => Internal with { Status = status },
        _ => new(status, "Bad request", (status * 1000) + 300, "BAD_REQUEST", "The request can't be understood."),
    };
}
