package io.livemarket.presence.domain;

import io.livemarket.events.presence.PresenceEvent;
import java.util.List;

/** What follows: the next state, and the events that tell of it. */
public record Decision(UserPresence next, List<PresenceEvent> events) {

    public Decision {
        events = List.copyOf(events);
    }
}
