using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.DeviceActions;

/// <summary>One pair of operations for each kind of the catalogue that names a route: nothing here knows any kind.</summary>
internal static class DeviceActionsApi
{
    public static void MapDeviceActions(this IEndpointRouteBuilder api, DeviceActionCatalogue catalogue)
    {
        var device = api.MapGroup("/v1/device/{deviceUid}").WithTags("Device");
        var mapper = new Mapper(device);
        foreach (var kind in catalogue.Kinds.Where(kind => kind.Route is not null))
        {
            kind.Accept(mapper);
        }

        var log = device.MapGroup("/action-log").WithTags("Device/ActionLog");
        log.MapGet("", GetDeviceHistory.HandleAsync)
            .Operation(nameof(GetDeviceHistory)).Requires(Auth.Organization).Paged(Paging.Usual);
        log.MapGet("/{actionUid}", GetOneDeviceHistoryRecord.HandleAsync)
            .Operation(nameof(GetOneDeviceHistoryRecord)).Requires(Auth.Organization);
        log.MapDelete("/{actionUid}", WithdrawDeviceAction.HandleAsync)
            .Operation(nameof(WithdrawDeviceAction)).Requires(Auth.Organization, Role.User);
    }

    private sealed class Mapper(IEndpointRouteBuilder device) : IKindVisitor<bool>
    {
        public bool Visit<TRequest, TValue>(DeviceActionKind<TRequest, TValue> kind)
            where TRequest : class
            where TValue : class
        {
            var route = kind.Route!;
            Write(kind, route.Path, route.Method).Operation(route.SetOperation).WithSummary(kind.Summary);
            if (route.OtherMethod is not null)
            {
                Write(kind, route.Path, route.OtherMethod).Alias();
            }

            if (route.ListOperation is not null)
            {
                device.MapGet(
                        route.Path,
                        (string deviceUid, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation) =>
                            GetDeviceActions.ReadAsync(db, scope, deviceUid, kind, page, cancellation))
                    .Operation(route.ListOperation).Requires(Auth.Organization).Paged(Paging.Actions)
                    .WithSummary($"Requests of this kind so far, newest first. {kind.Summary}")
                    .WithMetadata(new ListedActionMetadata(typeof(TValue)));
            }

            return true;
        }

        private RouteHandlerBuilder Write(DeviceActionKind kind, string path, string method)
        {
            var write = device.MapMethods(
                    path,
                    [method],
                    (string deviceUid, ObjectBody body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, CancellationToken cancellation) =>
                        requests.RequestAsync(db, scope, deviceUid, kind, body.Sent, cancellation))
                .Requires(Auth.Organization, Role.User);

            // Nothing is to be sent for a kind without fields, though an empty body is taken.
            return kind.Fields.Count > 0 ? write.WithMetadata(new RequestBodyMetadata(kind.RequestType)) : write;
        }
    }
}

/// <summary>Says to the API document which value the listed actions show, and whether it is one action instead of a list.</summary>
internal sealed record ListedActionMetadata(Type ValueType, bool IsOne = false);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ListedAction))]
[JsonSerializable(typeof(List<ListedAction>))]
[JsonSerializable(typeof(List<ActionRecordResponse>))]
internal sealed partial class DeviceActionsJson : JsonSerializerContext;
