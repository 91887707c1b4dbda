using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Placard.DeviceCommands.Provisioning;

namespace Placard.Api.Http;

/// <summary>No failure leaves without the contract's JSON: neither a refusal, nor a fault, nor what routing or server answer bare.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> log)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ApiException refusal)
        {
            await WriteAsync(context, refusal.Error);
            return;
        }
        catch (OrganizationFullException full)
        {
            await WriteAsync(context, ApiErrors.OrganizationFull(full.Most).Error);
            return;
        }
        catch (BadHttpRequestException bad)
        {
            await WriteAsync(context, ApiErrors.ForStatus(bad.StatusCode));
            return;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more: neither an answer nor a fault to report.
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            // The template only: path and query may carry secrets.
            LogFault(fault, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)");
            await WriteAsync(context, ApiErrors.Internal);
            return;
        }

        if (IsBare(context))
        {
            await WriteAsync(context, ApiErrors.ForStatus(context.Response.StatusCode));
        }
    }

    // Endpoints of others, such as the device channel, have forms of their own. Routing's own answers are no RouteEndpoint.
    private static bool IsBare(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }
        && (RestPath.IsRest(context.Request.Path) || context.GetEndpoint() is not RouteEndpoint);

    private static async Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.Clear();
        RestPath.SetHeaders(response);
        response.StatusCode = error.Status;
        response.ContentType = "application/json; charset=utf-8";
        var body = new ArrayBufferWriter<byte>(256);
        await using (var writer = new Utf8JsonWriter(body, Writing))
        {
            writer.WriteStartObject();
            writer.WriteNumber("status", error.Status);
            writer.WriteString("message", error.Message);
            writer.WriteNumber("errorCode", error.ErrorCode);
            writer.WriteString("errorName", error.ErrorName);
            writer.WriteString("errorDetail", error.ErrorDetail);
            writer.WriteEndObject();
        }

        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogFault(Exception fault, string method, string route);
}
