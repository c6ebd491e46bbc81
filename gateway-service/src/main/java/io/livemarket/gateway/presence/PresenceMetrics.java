package io.livemarket.gateway.presence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the presence events that are sent to sockets, and those that are dropped. */
public final class PresenceMetrics {

    private final Counter statuses;
    private final Counter merged;
    private final Counter shed;
    private final Counter typing;
    private final Counter throttled;
    private final Counter profiles;
    private final Counter profilesShed;

    public PresenceMetrics(MeterRegistry registry) {
        statuses = counter(registry, "statuses.sent", "Statuses sent to sockets");
        merged = counter(
                registry,
                "statuses.merged",
                "Statuses that a newer one of the same user replaced before they were sent");
        shed = counter(registry, "statuses.shed", "Statuses not sent, since too much waited");
        typing = counter(registry, "typing.sent", "Typing sent to sockets");
        throttled =
                counter(registry, "typing.throttled", "Typing of clients that was dropped, since it came too often");
        profiles = counter(registry, "profiles.sent", "Changed profiles sent to sockets");
        profilesShed = counter(registry, "profiles.shed", "Changed profiles not sent, since too much waited");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("livemarket.presence." + name)
                .description(description)
                .register(registry);
    }

    void statusSent() {
        statuses.increment();
    }

    void statusMerged() {
        merged.increment();
    }

    void statusShed() {
        shed.increment();
    }

    void profile(boolean sent) {
        (sent ? profiles : profilesShed).increment();
    }

    void typingSent() {
        typing.increment();
    }

    void typingThrottled() {
        throttled.increment();
    }
}
