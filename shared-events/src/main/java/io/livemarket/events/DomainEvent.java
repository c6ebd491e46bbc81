package io.livemarket.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact that an aggregate's owner decided. Immutable and kept for ever; its type name on the wire is its
 * {@link EventType}, never its Java class.
 */
public interface DomainEvent {

    /** The aggregate it happened to; the record's partition key and the CloudEvents subject. */
    UUID aggregateId();

    /** When it was decided, UTC, to the millisecond. Orders nothing: sequences and versions do. */
    Instant occurredAt();
}
