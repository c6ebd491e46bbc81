package io.livemarket.notification.webhooks.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The address of an endpoint, and the events that it gets.
 *
 * @param eventTypes the types of these events
 * @param since for each topic that has events of these types, the time from which on the endpoint gets them
 */
public record WebhookTarget(
        String url, @Nullable String description, List<String> eventTypes, Map<String, Instant> since) {

    public WebhookTarget {
        eventTypes = List.copyOf(eventTypes);
        since = Map.copyOf(since);
    }

    /** The target that a request asks for, with the times of a former target for the topics that both have. */
    static WebhookTarget of(WebhookCommand.Wanted wanted, Map<String, Instant> before, Instant now) {
        Map<String, Instant> since = new HashMap<>();
        wanted.topics().forEach(topic -> since.put(topic, Objects.requireNonNullElse(before.get(topic), now)));
        return new WebhookTarget(wanted.url(), wanted.description(), wanted.eventTypes(), since);
    }

    /** Without the address, which may have a secret in its path or query. */
    @Override
    public String toString() {
        return "WebhookTarget[" + eventTypes + "]";
    }
}
