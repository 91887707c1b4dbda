using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>What the operations on scheduled power actions all need.</summary>
internal sealed record DeviceSettingServices(DeviceActionCatalogue Catalogue, PublicAddresses Addresses, TimeProvider Time);
