package io.livemarket.notification.webhooks;

import io.livemarket.notification.webhooks.domain.RetrySchedule;

/**
 * The limits of the deliveries of one endpoint.
 *
 * @param concurrent the most requests at a time
 * @param waiting the most deliveries that are under way or wait; no further events are read then
 * @param deadLetters the most dead letters; the endpoint is disabled then
 */
public record WebhookLimits(RetrySchedule retries, int concurrent, int waiting, int deadLetters) {

    /** The most bytes of the events that are under way or wait, beside those of one poll. */
    static final long BYTES = 8L << 20;
}
