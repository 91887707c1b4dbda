using System.Net.Mime;

namespace Placard.Server;

/// <summary>The contract's error JSON for what the host itself refuses, outside of the API.</summary>
internal static class ContractError
{
    private static readonly byte[] NotFound =
        """{"status":404,"message":"Resource not found - Resource was not found","errorCode":404311,"errorName":"RESOURCE_NOT_FOUND","errorDetail":"Specified resource doesn't exist"}"""u8.ToArray();

    private static readonly byte[] Internal =
        """{"status":500,"message":"Internal server error","errorCode":500000,"errorName":"INTERNAL_SERVER_ERROR","errorDetail":"The server failed; its log says more"}"""u8.ToArray();

    public static Task NotFoundAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status404NotFound, NotFound);

    public static Task InternalAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status500InternalServerError, Internal);

    private static Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Application.Json + "; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }
}
