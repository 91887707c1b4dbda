using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Placard.Api.Tenancy;

namespace Placard.Api.Http;

/// <summary>Marks the operations of the API among the endpoints of the host.</summary>
internal sealed record ApiOperation;

/// <summary>Finds out who asks and lets through only what the operation's <see cref="Access"/> allows. An operation that states none answers nobody.</summary>
internal sealed partial class AuthenticationMiddleware(RequestDelegate next, Callers callers, ILogger<AuthenticationMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context, RequestScope scope)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ApiOperation>() is null)
        {
            await next(context);
            return;
        }

        scope.Enter(context.Connection.RemoteIpAddress?.ToString(), endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        var access = endpoint.Metadata.GetMetadata<Access>();
        if (access is null)
        {
            LogUndeclared((endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName);
            throw ApiErrors.NoRights();
        }

        if (access.Auth != Auth.None)
        {
            var caller = await callers.IdentifyAsync(context.Request.Headers["X-Auth"], context.RequestAborted);
            var named = context.GetRouteValue("organizationUid") as string;
            scope.Enter(caller, access.Admit(caller, named ?? QueryReading.First(context, "organizationUid")));
            if (named is not null && access.Ownership == Ownership.Organization)
            {
                scope.MustHave(named, access.Role);
            }

            if (access.Ownership == Ownership.Company && context.GetRouteValue("companyUid") is string company)
            {
                scope.MustHaveCompany(company, access.Role);
            }
        }

        await next(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Operation {Route} states no access and is closed")]
    private partial void LogUndeclared(string? route);
}
