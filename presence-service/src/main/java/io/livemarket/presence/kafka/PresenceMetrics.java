package io.livemarket.presence.kafka;

import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.presence.domain.Decision;
import io.livemarket.presence.domain.UserPresence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The metrics of decisions and typing. */
public final class PresenceMetrics {

    private final Map<ConnectionType, Counter> connections = new EnumMap<>(ConnectionType.class);
    private final Counter cameOnline;
    private final Counter wentOffline;
    private final Counter suppressed;
    private final Counter gatewaysLost;
    private final Counter typingShown;
    private final Counter typingDropped;

    public PresenceMetrics(MeterRegistry registry) {
        for (ConnectionType type : ConnectionType.values()) {
            connections.put(
                    type,
                    Counter.builder("livemarket.presence.connections")
                            .tag("type", type.name().toLowerCase(Locale.ROOT))
                            .description("Sessions that began and ended")
                            .register(registry));
        }
        cameOnline = statuses(registry, "online");
        wentOffline = statuses(registry, "offline");
        suppressed = Counter.builder("livemarket.presence.statuses.suppressed")
                .description("Users who connected again within the debounce, so that no change of status was published")
                .register(registry);
        gatewaysLost = Counter.builder("livemarket.presence.gateways.lost")
                .description("Gateways without heartbeats, counted in each partition with users at the gateway")
                .register(registry);
        typingShown = Counter.builder("livemarket.presence.typing.shown")
                .description("Typing signals that were published to participants")
                .register(registry);
        typingDropped = Counter.builder("livemarket.presence.typing.dropped")
                .description(
                        "Typing signals that were dropped: of users outside the chat, outdated, or visible to no participant")
                .register(registry);
    }

    private static Counter statuses(MeterRegistry registry, String status) {
        return Counter.builder("livemarket.presence.statuses")
                .tag("status", status)
                .description("Changes of status that were published")
                .register(registry);
    }

    void decided(UserPresence before, Decision decision) {
        boolean changed = false;
        for (PresenceEvent event : decision.events()) {
            switch (event) {
                case PresenceEvent.UserCameOnline _ -> {
                    cameOnline.increment();
                    changed = true;
                }
                case PresenceEvent.UserWentOffline _ -> {
                    wentOffline.increment();
                    changed = true;
                }
                case PresenceEvent.UserForgotten _ -> {}
                case ConnectionLogged logged ->
                    Optional.ofNullable(connections.get(logged.type())).ifPresent(Counter::increment);
            }
        }
        if (!changed && before.offlineAt() != null && decision.next().offlineAt() == null) {
            suppressed.increment();
        }
    }

    void gatewayLost() {
        gatewaysLost.increment();
    }

    void typing(boolean shown) {
        (shown ? typingShown : typingDropped).increment();
    }
}
