using System.Diagnostics;

namespace Placard.Server.Observability;

/// <summary>
/// One line for each request, at debug level unless it failed. It names the route's template and never the path or the query:
/// a path holds device identifiers, a query may hold a password.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!log.IsEnabled(LogLevel.Warning))
        {
            await next(context);
            return;
        }

        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var status = context.Response.StatusCode;
            if (status >= StatusCodes.Status500InternalServerError)
            {
                Failed(log, context.Request.Method, Route(context), status, Elapsed(started), Activity.Current?.TraceId.ToHexString());
            }
            else if (log.IsEnabled(LogLevel.Debug))
            {
                Answered(log, context.Request.Method, Route(context), status, Elapsed(started));
            }
        }
    }

    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";

    private double Elapsed(long started) => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 2);

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Route} {Status} in {Milliseconds} ms")]
    private static partial void Answered(ILogger log, string method, string route, int status, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Route} {Status} in {Milliseconds} ms, trace {Trace}")]
    private static partial void Failed(ILogger log, string method, string route, int status, double milliseconds, string? trace);
}

internal static class RequestLogging
{
    public static void UseRequestLog(this WebApplication app) => app.UseMiddleware<RequestLog>();
}
