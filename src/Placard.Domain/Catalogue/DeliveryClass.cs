namespace Placard.Domain.Catalogue;

/// <summary>How a command travels to its device and what closes it.</summary>
public enum DeliveryClass
{
    /// <summary>A value the device shall have: sent again in each new session until answered. A newer one replaces an unsent older one.</summary>
    Setting,

    /// <summary>Something to do exactly once or not at all: never sent a second time.</summary>
    Once,

    /// <summary>Handed to the device; closed when the device confirms the receipt, as no other reply exists.</summary>
    Forward,

    /// <summary>
    /// State that the device gets on subscribing, or that concerns the server alone: the action is closed at once, the value is pushed to live sessions.
    /// </summary>
    State,

    /// <summary>Carried by the configuration document: closed when the device next reads it.</summary>
    Configuration,

    /// <summary>Closed by the next session of the device.</summary>
    NextSession,
}
