package io.livemarket.presence.domain;

import io.livemarket.events.presence.SessionFact;
import java.time.Instant;

/** What may change a user's presence. */
public sealed interface Happening {

    /** A gateway says that a device is connected. */
    record Opened(SessionFact.SessionOpened fact) implements Happening {}

    /** A gateway says that a device is gone. */
    record Closed(SessionFact.SessionClosed fact) implements Happening {}

    /**
     * A gateway was not heard for too long.
     *
     * @param lastHeardAt when it last was
     */
    record GatewayLost(String gatewayId, Instant lastHeardAt, Instant at) implements Happening {}

    /** The user deleted the account. */
    record Left(Instant at) implements Happening {}

    /** It is later now. */
    record TimePassed(Instant now) implements Happening {}
}
