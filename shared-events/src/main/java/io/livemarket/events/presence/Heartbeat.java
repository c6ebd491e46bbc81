package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;

/**
 * Heartbeats of instances, written to every partition of the topic, so that a consumer of any partition gets all of
 * them. Gateways publish heartbeats, and presence-service publishes its own, by which it sees that it consumes the
 * topic without delay.
 */
public sealed interface Heartbeat {

    /** An instance was alive; {@code draining} is true while it closes its sockets to stop. */
    @EventType("presence.instance-alive.v1")
    record InstanceAlive(String instance, Instant at, boolean draining) implements Heartbeat {}
}
