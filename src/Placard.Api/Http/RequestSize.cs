using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Placard.Api.Http;

/// <summary>Lets the body of one request be larger than others may be.</summary>
internal static class RequestSize
{
    /// <param name="context">The request; once its body is being read, nothing changes any more.</param>
    /// <param name="most">The server itself refuses more bytes than this.</param>
    public static void Allow(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }
    }
}
