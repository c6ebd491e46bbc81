package io.livemarket.presence.domain;

import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Given/when/then for {@link PresenceDecider}: one user, whose devices connect and disconnect. */
final class PresenceSpecification implements DeciderAdapter<UserPresence, PresenceTrigger, PresenceEvent, Void> {

    static final UUID ANA = UUID.randomUUID();

    private static final Duration DEBOUNCE = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private PresenceSpecification() {}

    /** The specification of a user with these past events, in their order; the clock is at the start. */
    static DeciderSpecification<UserPresence, PresenceTrigger, PresenceEvent, Void> given(PresenceTrigger... past) {
        return DeciderSpecification.of(new PresenceSpecification(), UserPresence.unknown(ANA), START)
                .andAccepted(past);
    }

    static PresenceTrigger opened(String device, String gateway, int second) {
        return new PresenceTrigger.Opened(
                new SessionOpened(ANA, "s-" + device, gateway, device, "websocket", at(second)));
    }

    static PresenceTrigger closed(String device, int second) {
        return new PresenceTrigger.Closed(new SessionClosed(ANA, "s-" + device, "g", "transport-close", at(second)));
    }

    static PresenceTrigger lost(String gateway, int lastHeard, int second) {
        return new PresenceTrigger.GatewayLost(gateway, at(lastHeard), at(second));
    }

    static PresenceTrigger left(int second) {
        return new PresenceTrigger.Left(at(second));
    }

    /** A second after the start. */
    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Override
    public Outcome<UserPresence, PresenceEvent, Void> decide(
            UserPresence presence, PresenceTrigger trigger, Instant now) {
        Decision decision = PresenceDecider.decide(presence, trigger, DEBOUNCE);
        if (decision.events().isEmpty() && decision.next().equals(presence)) {
            return Outcome.unchanged();
        }
        List<PresenceEvent> events = decision.events();
        Outcome<UserPresence, PresenceEvent, Void> accepted = Outcome.accepted(events);
        return accepted.leadingTo(decision.next());
    }
}
