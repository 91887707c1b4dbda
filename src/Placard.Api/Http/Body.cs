using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Placard.Domain.Catalogue;

namespace Placard.Api.Http;

/// <summary>
/// A request body: JSON or form-encoded, possibly none at all. Binding already refused what can't be read into a <typeparamref name="T"/>,
/// by the contract's error.
/// </summary>
public sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private Body(T value, JsonObject sent)
    {
        Value = value;
        Sent = sent;
    }

    public T Value { get; }

    /// <summary>The keys as they came.</summary>
    public JsonObject Sent { get; }

    /// <summary>Whether the caller named the key, be it with null: absent and null mean different things in partial updates.</summary>
    public bool Names(string key) => Sent.ContainsKey(key);

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sent = await BodyReading.ReadAsync(context, typeof(T));
        var type = (JsonTypeInfo<T>)ApiJson.Requests.GetTypeInfo(typeof(T));
        if (context.GetEndpoint()?.Metadata.GetMetadata<KnownKeysOnly>() is not null)
        {
            RefuseUnknown(sent, type);
        }

        var errors = new ValueErrors();
        var value = JsonReading.Read(sent, type, errors);
        return errors.IsEmpty && value is not null ? new(value, sent) : throw ApiErrors.InvalidBody(errors.Errors);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new RequestBodyMetadata(typeof(T)));
    }

    private static void RefuseUnknown(JsonObject sent, JsonTypeInfo<T> type)
    {
        var known = type.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = sent.Select(pair => pair.Key).Where(key => !known.Contains(key)).ToArray();
        if (unknown.Length > 0)
        {
            throw ApiErrors.UnknownKeys(unknown);
        }
    }
}

/// <summary>The body of an operation whose catalogue kind reads it.</summary>
public sealed class ObjectBody
{
    private ObjectBody(JsonObject sent) => Sent = sent;

    public JsonObject Sent { get; }

    public static async ValueTask<ObjectBody> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var target = context.GetEndpoint()?.Metadata.GetMetadata<RequestBodyMetadata>()?.Type ?? typeof(NoFields);
        return new(await BodyReading.ReadAsync(context, target));
    }
}

/// <summary>Nothing is required; whatever comes is ignored.</summary>
public sealed record NoFields;

/// <summary>Which record describes the body in the API document.</summary>
public sealed record RequestBodyMetadata(Type Type);

/// <summary>Makes an operation refuse keys that its body does not know, naming them.</summary>
public sealed record KnownKeysOnly;
