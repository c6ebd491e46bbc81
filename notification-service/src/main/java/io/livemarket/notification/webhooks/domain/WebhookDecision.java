package io.livemarket.notification.webhooks.domain;

import io.livemarket.events.errors.ErrorCode;

/** The outcome of a {@link WebhookCommand}. */
public sealed interface WebhookDecision {

    /** The endpoint is like this from now on. */
    record Kept(WebhookEndpoint endpoint) implements WebhookDecision {}

    /** There is no such endpoint any more. */
    record Deleted() implements WebhookDecision {}

    /** Nothing changes. */
    record Rejected(ErrorCode reason) implements WebhookDecision {}
}
