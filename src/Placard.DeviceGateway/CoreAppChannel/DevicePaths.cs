using Microsoft.AspNetCore.Http;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Opens the paths that a Core App of another origin reads, and nothing else; and makes one spelling of the channel's path.</summary>
internal sealed class DevicePaths(RequestDelegate next)
{
    private static readonly PathString[] Open =
        ["/configuration", "/configuration-default", "/ping", "/time", "/power-action", "/core-app/v2", "/device-upload"];

    public Task InvokeAsync(HttpContext http)
    {
        // Polling devices join their base address and the path with one slash too many.
        if (http.Request.Path.StartsWithSegments("/core-app"))
        {
            http.Request.Path = "/" + string.Join('/', http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }

        if (!Open.Any(path => http.Request.Path.StartsWithSegments(path)))
        {
            return next(http);
        }

        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        if (!HttpMethods.IsOptions(http.Request.Method))
        {
            return next(http);
        }

        headers.AccessControlAllowMethods = "GET, POST, DELETE";
        headers.AccessControlAllowHeaders = "X-Auth, Content-Type";
        headers.AccessControlMaxAge = "600";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
