package io.livemarket.events.presence;

import io.livemarket.events.EventType;
import java.time.Instant;

/**
 * Signs of life, written to every partition of the topic so that whoever reads any of them hears all. Gateways write
 * them, and presence-service itself, by which it knows that it hears.
 */
public sealed interface Heartbeat {

    /** An instance was alive; {@code draining} says that it sends its sockets away. */
    @EventType("presence.instance-alive.v1")
    record InstanceAlive(String instance, Instant at, boolean draining) implements Heartbeat {}
}
