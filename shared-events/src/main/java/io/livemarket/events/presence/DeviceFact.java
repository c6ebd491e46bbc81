package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.util.UUID;

/**
 * A fact about the devices of connections, which are for their user alone and not in
 * {@link PresenceEvent.ConnectionLogged}.
 */
public sealed interface DeviceFact {

    UUID userId();

    /** The version of the user's connection in {@code presence.events}. */
    long version();

    /** The connection of this version was made from this device. */
    @EventType("presence.device-noted.v1")
    record DeviceNoted(UUID userId, long version, String device) implements DeviceFact {}

    /** The devices of all connections up to this version are to be deleted: the user deleted the account. */
    @EventType("presence.devices-forgotten.v1")
    record DevicesForgotten(UUID userId, long version) implements DeviceFact {}
}
