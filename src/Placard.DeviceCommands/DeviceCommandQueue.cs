using System.Text.Json;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>Who asked for an action.</summary>
public sealed record Originator(OriginatorKind Kind, string Id);

/// <summary>One action to be done by one device.</summary>
public sealed record NewCommand(string DeviceUid, string OrganizationUid, DeviceActionKind Kind, JsonElement Value, Originator Originator);
