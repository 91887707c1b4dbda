using Microsoft.AspNetCore.Http;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Opens the paths that a Core App of another origin reads, and nothing else.</summary>
internal sealed class DeviceCors(RequestDelegate next)
{
    private static readonly PathString[] Open =
        ["/configuration", "/configuration-default", "/ping", "/time", "/power-action", "/core-app/v2", "/device-upload"];

    public Task InvokeAsync(HttpContext http)
    {
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
