package io.livemarket.notification.webhooks.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of an endpoint that a request asks for, or that its answers lead to. */
public sealed interface WebhookCommand {

    /** The endpoint. */
    UUID id();

    /** The time of the request. */
    Instant at();

    /**
     * The parts of an endpoint that a request gives.
     *
     * @param topics the topics that have events of these types
     */
    record Wanted(String url, @Nullable String description, List<String> eventTypes, Set<String> topics) {

        /** Without the address, which may have a secret in its path or query. */
        @Override
        public String toString() {
            return "Wanted[" + eventTypes + "]";
        }
    }

    /** Creates an endpoint with its first secret. */
    record Create(UUID id, Wanted wanted, WebhookSecret secret) implements WebhookCommand {
        @Override
        public Instant at() {
            return secret.createdAt();
        }
    }

    /**
     * Replaces the parts of an endpoint that requests give.
     *
     * @param enabled whether the endpoint gets events from now on; absent for no change
     */
    record Change(UUID id, Wanted wanted, @Nullable Boolean enabled, Instant at) implements WebhookCommand {}

    /**
     * Adds a secret.
     *
     * @param overlap the time for which the former secret signs too
     */
    record Rotate(UUID id, WebhookSecret secret, Duration overlap) implements WebhookCommand {
        @Override
        public Instant at() {
            return secret.createdAt();
        }
    }

    /** Disables an endpoint because of its answers. */
    record Disable(UUID id, DisabledReason reason, Instant at) implements WebhookCommand {}

    /** Writes an endpoint again as it is, so that it is sealed with the present key. */
    record Reseal(UUID id, Instant at) implements WebhookCommand {}

    /** Deletes an endpoint. */
    record Delete(UUID id, Instant at) implements WebhookCommand {}
}
