package io.livemarket.presence.domain;

import io.livemarket.events.presence.SessionFact;
import java.time.Instant;

/** A cause of a change of a user's presence. */
public sealed interface PresenceTrigger {

    /** A gateway reported that a device connected. */
    record Opened(SessionFact.SessionOpened fact) implements PresenceTrigger {}

    /** A gateway reported that a device disconnected. */
    record Closed(SessionFact.SessionClosed fact) implements PresenceTrigger {}

    /**
     * A gateway sent no heartbeat for too long: its sessions ended.
     *
     * @param lastHeardAt the time of its last heartbeat
     */
    record GatewayLost(String gatewayId, Instant lastHeardAt, Instant at) implements PresenceTrigger {}

    /** The user deleted the account. */
    record Left(Instant at) implements PresenceTrigger {}

    /** A moment of {@link UserPresence#offlineAt} may have come. */
    record TimePassed(Instant now) implements PresenceTrigger {}
}
