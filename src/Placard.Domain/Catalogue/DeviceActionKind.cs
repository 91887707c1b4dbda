using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Placard.Domain.Devices;

namespace Placard.Domain.Catalogue;

/// <summary>
/// One kind of device action: its names everywhere, its value, how it travels and what proves it.
/// A subclass in one file is all that a new kind needs; the catalogue finds it.
/// </summary>
public abstract class DeviceActionKind
{
    /// <summary>Name in action log and bulk operations, such as <c>SET_VOLUME</c>.</summary>
    public abstract string ActionType { get; }

    /// <summary>One sentence for the API document.</summary>
    public abstract string Summary { get; }

    public abstract DeliveryClass Delivery { get; }

    /// <summary>How REST offers the kind by the generic mapper; null when it has operations of its own or none.</summary>
    public virtual ActionRoute? Route => null;

    /// <summary>Type of the policy item that states the same.</summary>
    public virtual string? PolicyItem => null;

    /// <summary>Type of the telemetry that proves it.</summary>
    public virtual string? Telemetry => null;

    /// <summary>Name of the alert condition over the same value.</summary>
    public virtual string? AlertCondition => null;

    /// <summary>Capability, as the device reports it in MANAGEMENT_ or FRONT_CAPABILITIES, without which the device can't do it.</summary>
    public virtual string? Capability => null;

    /// <summary>The same where it depends on the value.</summary>
    public virtual string? CapabilityFor(JsonElement value) => Capability;

    /// <summary>How long the device may take to answer after it confirmed the receipt.</summary>
    public virtual TimeSpan AnswerTimeout => TimeSpan.FromSeconds(60);

    /// <summary>How long the command may wait for the device; null = for ever.</summary>
    public virtual TimeSpan? UnsentLifetime => null;

    /// <summary>Action types on the wire that answer this kind.</summary>
    public virtual IReadOnlyList<WireReply> Replies => [];

    /// <summary>A failure that comes after a success overturns it: the device confirms before it acts.</summary>
    public virtual bool FailureOverturnsSuccess => false;

    /// <summary>The other connection gets a copy too, as both parts act on it; only the deciding one's answer counts.</summary>
    public virtual bool CopiedToOtherConnection => false;

    /// <summary>Each part does a share of it, so the answers of both count. Only for kinds that are copied to the other connection.</summary>
    public virtual bool EitherConnectionAnswers => false;

    /// <summary>Types of telemetry by which a device shows that it did what no reply may tell; none when the replies always tell.</summary>
    public virtual IReadOnlyList<string> ProvingTelemetry => [];

    /// <summary>The action changes the device's own row, in the transaction that stores it, whoever asks for it.</summary>
    public virtual bool ChangesDevice => false;

    /// <summary>A field that is absent stays as it was and null clears it: what is stored is what was sent and nothing more.</summary>
    public virtual bool IsPartial => false;

    /// <summary>A device that lists this action can do the kind although the vendor's vocabulary has no action for it, or it lacks the capability.</summary>
    public string ExtensionAction => $"Placard.{GetType().Name}";

    public abstract Type RequestType { get; }

    public abstract Type ValueType { get; }

    /// <summary>Names of the fields that callers may send.</summary>
    public abstract IReadOnlyList<string> Fields { get; }

    /// <summary>Other fields are refused by name; usually they are ignored.</summary>
    public virtual bool RefusesOtherFields => false;

    /// <summary>The connection whose answer decides.</summary>
    public abstract string DecidingConnection(JsonElement value);

    /// <summary>The type of device that the value is meant for; devices of other types don't get it. Null: it says nothing of that.</summary>
    public virtual string? ApplicationTypeOf(JsonElement value) => null;

    /// <summary>Two unsent settings with the same key: the newer one supersedes the older one. Null: none supersedes another.</summary>
    public virtual string? SupersedeKey(JsonElement value) => "";

    /// <summary>The action to send, or null when the kind has no action on the wire.</summary>
    public abstract WireAction? Encode(string uid, JsonElement value);

    /// <summary>Reads what a caller sent into the stored value; says in <paramref name="errors"/> what is wrong with it.</summary>
    public abstract JsonElement? Read(JsonObject body, ValueErrors errors);

    /// <summary>Writes the value into the device's row. Called only where <see cref="ChangesDevice"/>, on the row as it is in that transaction.</summary>
    public virtual void ApplyTo(Device device, JsonElement value, DateTime now)
    {
    }

    /// <summary>Whether the telemetry shows that the value is in force.</summary>
    public virtual bool IsProvedBy(JsonElement value, JsonElement telemetry) => false;

    /// <summary>Whether all that was asked for shows in telemetry, so that the command is done even without an answer.</summary>
    /// <param name="value">The stored value.</param>
    /// <param name="reports">By type, the newest of <see cref="ProvingTelemetry"/> that the device reported since the command was sent.</param>
    public virtual bool IsProvedBy(JsonElement value, IReadOnlyDictionary<string, JsonElement> reports) =>
        Telemetry is not null && reports.TryGetValue(Telemetry, out var telemetry) && IsProvedBy(value, telemetry);

    /// <summary>What the kind makes of a reply that is <see cref="ReplyOutcome.Progress"/>; null when it changes nothing.</summary>
    /// <param name="value">The stored value.</param>
    /// <param name="result">What earlier steps came to; null before the first.</param>
    /// <param name="reply">Which reply it is.</param>
    /// <param name="payload">The reply as it came, of any shape.</param>
    public virtual ActionStep? Advance(JsonElement value, JsonElement? result, WireReply reply, JsonElement payload) => null;

    /// <summary>The stored value's fields as REST lists them.</summary>
    public virtual JsonElement Listed(JsonElement value) => value;

    public abstract TResult Accept<TResult>(IKindVisitor<TResult> visitor);
}

/// <summary>Where the generic mapper puts a kind below <c>/v1/device/{deviceUid}/</c>.</summary>
/// <param name="Path">Last segment, such as <c>volume</c>.</param>
/// <param name="SetOperation">Operation name of the write.</param>
/// <param name="ListOperation">Operation name of the list; null when what can be read is no list of requests and has an operation of its own.</param>
/// <param name="Method">PUT, or POST where the contract says so.</param>
/// <param name="OtherMethod">Another method that the write is served under, too.</param>
public sealed record ActionRoute(string Path, string SetOperation, string? ListOperation, string Method = "PUT", string? OtherMethod = null);

/// <summary>Gives a caller the closed types of a kind without reflection.</summary>
public interface IKindVisitor<out TResult>
{
    TResult Visit<TRequest, TValue>(DeviceActionKind<TRequest, TValue> kind)
        where TRequest : class
        where TValue : class;
}

/// <summary>A kind whose callers send a <typeparamref name="TRequest"/> and whose action stores a <typeparamref name="TValue"/>.</summary>
public abstract class DeviceActionKind<TRequest, TValue> : DeviceActionKind
    where TRequest : class
    where TValue : class
{
    public sealed override Type RequestType => typeof(TRequest);

    public sealed override Type ValueType => typeof(TValue);

    public sealed override IReadOnlyList<string> Fields => [.. RequestJson.Properties.Select(property => property.Name)];

    protected abstract JsonTypeInfo<TRequest> RequestJson { get; }

    protected abstract JsonTypeInfo<TValue> ValueJson { get; }

    /// <summary>From what was sent to what is stored. Called only for a request that could be read.</summary>
    protected abstract TValue? Accept(TRequest request, ValueErrors errors);

    protected virtual WireAction? Encode(string uid, TValue value) => null;

    protected abstract string DecidingConnection(TValue value);

    protected virtual string? SupersedeKey(TValue value) => "";

    public sealed override string DecidingConnection(JsonElement value) => DecidingConnection(Value(value));

    public override string? SupersedeKey(JsonElement value) => SupersedeKey(Value(value));

    public sealed override WireAction? Encode(string uid, JsonElement value) => Encode(uid, Value(value));

    public sealed override JsonElement? Read(JsonObject body, ValueErrors errors)
    {
        var request = JsonReading.Read(body, RequestJson, errors);
        if (request is null || !errors.IsEmpty)
        {
            return null;
        }

        var value = Accept(request, errors);
        if (value is null || !errors.IsEmpty)
        {
            return null;
        }

        var whole = JsonSerializer.SerializeToElement(value, ValueJson);
        return IsPartial ? Named(whole, body) : whole;
    }

    public sealed override TResult Accept<TResult>(IKindVisitor<TResult> visitor) => visitor.Visit(this);

    protected TValue Value(JsonElement stored) => stored.Deserialize(ValueJson)!;

    private static JsonElement Named(JsonElement whole, JsonObject body)
    {
        var named = JsonObject.Create(whole)!;
        foreach (var field in whole.EnumerateObject().Where(field => !body.ContainsKey(field.Name)))
        {
            named.Remove(field.Name);
        }

        return JsonSerializer.SerializeToElement(named, CatalogueJson.Default.JsonObject);
    }
}

/// <summary>A kind whose callers send what is stored.</summary>
public abstract class DeviceActionKind<TValue> : DeviceActionKind<TValue, TValue>
    where TValue : class
{
    protected sealed override JsonTypeInfo<TValue> RequestJson => ValueJson;

    /// <summary>Checks the limits of a value that could be read.</summary>
    protected virtual void Check(TValue value, ValueErrors errors)
    {
    }

    /// <summary>A checked value in the one spelling that is stored.</summary>
    protected virtual TValue Normalized(TValue value) => value;

    protected sealed override TValue? Accept(TValue request, ValueErrors errors)
    {
        Check(request, errors);
        return errors.IsEmpty ? Normalized(request) : null;
    }
}
