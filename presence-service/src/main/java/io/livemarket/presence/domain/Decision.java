package io.livemarket.presence.domain;

import io.livemarket.events.presence.PresenceEvent;
import java.util.List;

/** The outcome of a trigger: the next state, and the events to publish. */
public record Decision(UserPresence next, List<PresenceEvent> events) {

    public Decision {
        events = List.copyOf(events);
    }
}
