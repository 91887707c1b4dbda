using Microsoft.AspNetCore.Http;

namespace Placard.Api.Http;

/// <summary>
/// Makes one spelling of what official clients send in several: doubled and trailing slashes, and a query with a second question mark.
/// Runs before routing.
/// </summary>
internal sealed class RestPath(RequestDelegate next)
{
    private const string SecondQuestionMark = "?organizationUid=";

    public static bool IsRest(PathString path) => path.StartsWithSegments("/v1") || path.StartsWithSegments("/v2");

    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value is { } path && path.StartsWith("//v", StringComparison.OrdinalIgnoreCase))
        {
            request.Path = path.TrimStart('/').Insert(0, "/");
        }

        if (!IsRest(request.Path))
        {
            return next(context);
        }

        SetHeaders(context.Response);
        Normalize(request);

        // No text of ours may hold NUL, and PostgreSQL would refuse it as a fault.
        if (request.Path.Value!.Contains('\0', StringComparison.Ordinal))
        {
            throw ApiErrors.NotFound();
        }

        if (request.QueryString.Value is { } query && query.Contains("%00", StringComparison.Ordinal))
        {
            throw ApiErrors.InvalidQuery("query", "must not contain control characters");
        }

        return next(context);
    }

    private static void Normalize(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path.Contains("//", StringComparison.Ordinal))
        {
            path = '/' + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
            request.Path = path;
        }
        else if (path.EndsWith('/'))
        {
            request.Path = path[..^1];
        }

        var query = request.QueryString.Value;
        if (query is { Length: > 1 } && query.IndexOf(SecondQuestionMark, 1, StringComparison.Ordinal) is > 0 and var second)
        {
            request.QueryString = new(query.Remove(second, 1).Insert(second, "&"));
        }
    }
}
