using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Placard.Api.Http;

/// <summary>The plain success body.</summary>
/// <param name="Message">Always <c>OK</c>.</param>
public sealed record MessageResponse(string Message);

/// <summary><c>200 {"message":"OK"}</c>, perhaps with a <c>Location</c>.</summary>
public sealed class Done(string? location = null) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => Message.WriteAsync(httpContext, StatusCodes.Status200OK, location);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MessageResponse), ["application/json"]));
    }
}

/// <summary><c>200 {"message":"OK"}</c> with the address of what was made in <c>Location</c> and, in exactly this form, in <c>Link</c>, where the official SDK looks for it.</summary>
public sealed class DoneWithLink(string location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.Link = $"<{location}>";
        return Message.WriteAsync(httpContext, StatusCodes.Status200OK, location);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Done.PopulateMetadata(method, builder);
}

/// <summary><c>200</c> with a body of its own, and the <c>Location</c> where the fate of what was asked for can be read.</summary>
public sealed class Done<T>(T value, string location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.Location = location;
        return httpContext.Response.WriteAsJsonAsync(value, ResponseJson.TypeInfo<T>(httpContext), contentType: null, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
    }
}

/// <summary><c>204</c> without a body, with the <c>Location</c> where the fate of what was asked for can be read.</summary>
public sealed class DoneSilently(string location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.Headers.Location = location;
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));
    }
}

/// <summary><c>202 {"message":"OK"}</c> with the absolute <c>Location</c> of what was taken; clients take its last segment as the uid.</summary>
public sealed class Taken(string location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => Message.WriteAsync(httpContext, StatusCodes.Status202Accepted, location);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(MessageResponse), ["application/json"]));
    }
}

/// <summary><c>201 {"message":"OK"}</c> with the absolute <c>Location</c> of what was made; clients take its last segment as the uid.</summary>
public sealed class Made(string location) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => Message.WriteAsync(httpContext, StatusCodes.Status201Created, location);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(MessageResponse), ["application/json"]));
    }
}

/// <summary><c>201</c> with what was made, and its <c>Location</c> where it has one.</summary>
public sealed class Made<T>(T value, string? location = null) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (location is not null)
        {
            httpContext.Response.Headers.Location = location;
        }

        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        return httpContext.Response.WriteAsJsonAsync(value, ResponseJson.TypeInfo<T>(httpContext), contentType: null, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
    }
}

internal static class ResponseJson
{
    public static JsonTypeInfo<T> TypeInfo<T>(HttpContext context) =>
        (JsonTypeInfo<T>)context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.GetTypeInfo(typeof(T));
}

internal static class Message
{
    private static readonly ReadOnlyMemory<byte> Bytes = """{"message":"OK"}"""u8.ToArray();

    public static Task WriteAsync(HttpContext context, int status, string? location)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Bytes.Length;
        if (location is not null)
        {
            response.Headers[HeaderNames.Location] = location;
        }

        return response.BodyWriter.WriteAsync(Bytes, context.RequestAborted).AsTask();
    }
}
