/**
 * Webhooks: events for teams without Kafka, signed as Standard Webhooks has it, delivered in order per chat, retried,
 * and kept as dead letters.
 *
 * <ul>
 *   <li>{@link io.livemarket.notification.webhooks.Webhooks} has the endpoints and their dead letters, which are
 *       records of one compacted topic, sealed where they have a secret.
 *   <li>Each enabled endpoint is a consumer group of its own
 *       ({@link io.livemarket.notification.webhooks.EndpointConsumer}), so that a slow endpoint delays neither another
 *       one nor pushes. An offset is committed once its event is delivered or a dead letter: at least once.
 *   <li>Order and retries are decided in {@link io.livemarket.notification.webhooks.domain}.
 * </ul>
 */
@NullMarked
package io.livemarket.notification.webhooks;

import org.jspecify.annotations.NullMarked;
