package io.livemarket.notification.webhooks;

import io.livemarket.kit.kafka.OpenOffsets;
import io.livemarket.notification.webhooks.WebhookSender.Outcome;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.DeliveryQueue;
import io.livemarket.notification.webhooks.domain.DeliveryQueue.Failure;
import io.livemarket.notification.webhooks.domain.DisabledReason;
import io.livemarket.notification.webhooks.domain.Place;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries of one endpoint at one instance: sends those that are due, and counts the offsets of those that are
 * done. A delivery is done once the endpoint accepted it, or its dead letter is in the log. Thread-safe.
 */
final class EndpointDeliveries {

    private static final Logger log = LoggerFactory.getLogger(EndpointDeliveries.class);

    private final UUID endpointId;
    private final Parts parts;
    private final WebhookLimits limits;
    // Guarded by this.
    private final DeliveryQueue queue;
    private final OpenOffsets offsets = new OpenOffsets();
    private @Nullable Instant wakesAt;
    private boolean closed;
    private int attempts;

    /** The parts of the service that deliveries use. */
    record Parts(Endpoints endpoints, WebhookSender sender, Tasks tasks, Clock clock, WebhookMetrics metrics) {}

    /** The endpoints and their dead letters. */
    interface Endpoints {

        Optional<WebhookEndpoint> find(UUID id);

        /** Keeps a dead letter; returns when the log has it. */
        void keep(DeadLetter letter);

        /** Whether an endpoint has as many dead letters as one may have. */
        boolean hasAllDeadLetters(UUID id);

        /** Disables an endpoint because of its answers; returns when the log has it. */
        void disable(UUID id, DisabledReason reason);
    }

    /** The threads of deliveries. */
    interface Tasks {

        /** Runs a task soon, in a thread of its own. */
        void run(Runnable task);

        /** Runs a short task at a time, at the earliest. */
        void at(Instant time, Runnable task);
    }

    EndpointDeliveries(UUID endpointId, Parts parts, WebhookLimits limits) {
        this.endpointId = endpointId;
        this.parts = parts;
        this.limits = limits;
        this.queue = new DeliveryQueue(limits.retries(), limits.concurrent());
    }

    /** Takes an event that the endpoint wants; it is sent in its turn. */
    synchronized void take(Delivery delivery) {
        offsets.began(partition(delivery.place()), delivery.place().offset());
        queue.add(delivery, parts.clock().instant());
        startDue();
    }

    /** Passes an event over that the endpoint does not want. */
    synchronized void passOver(Place place) {
        offsets.began(partition(place), place.offset());
        offsets.ended(partition(place), place.offset());
    }

    /** Whether no further event is to be taken now. */
    synchronized boolean isFull() {
        return offsets.count() >= limits.waiting() || queue.bytes() >= WebhookLimits.BYTES;
    }

    /** Whether nothing is under way or waits. */
    synchronized boolean isIdle() {
        return offsets.count() == 0;
    }

    /** The first offset of each partition that is not done. */
    synchronized Map<TopicPartition, OffsetAndMetadata> done() {
        return offsets.done();
    }

    /** Forgets partitions that another instance reads from now on. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        queue.forget(place -> partitions.contains(partition(place)));
        offsets.forget(partitions);
    }

    /** Forgets all partitions: they are read again from their committed offsets. */
    synchronized void forgetAll() {
        forget(offsets.done().keySet());
    }

    /** Sends nothing more, and waits for the attempts under way, so that fewer events are delivered again. */
    synchronized void close(Duration atMost) throws InterruptedException {
        closed = true;
        long until = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); attempts > 0 && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void startDue() {
        Instant now = parts.clock().instant();
        for (Optional<Delivery> next = next(now); next.isPresent(); next = next(now)) {
            Delivery delivery = next.get();
            attempts++;
            parts.tasks().run(() -> attempt(delivery));
        }
        queue.due().filter(_ -> !closed).ifPresent(this::wakeAt);
    }

    private Optional<Delivery> next(Instant now) {
        return closed ? Optional.empty() : queue.next(now);
    }

    private void wakeAt(Instant due) {
        if (wakesAt == null || due.isBefore(wakesAt)) {
            wakesAt = due;
            parts.tasks().at(due, () -> woken(due));
        }
    }

    private synchronized void woken(Instant due) {
        if (due.equals(wakesAt)) {
            wakesAt = null;
        }
        startDue();
    }

    private void attempt(Delivery delivery) {
        try {
            send(delivery);
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        attempts--;
        notifyAll();
    }

    private void send(Delivery delivery) {
        Optional<WebhookEndpoint> endpoint = parts.endpoints().find(endpointId).filter(WebhookEndpoint::enabled);
        if (endpoint.isEmpty()) {
            held(delivery);
            return;
        }
        switch (parts.sender().send(endpoint.get(), delivery.event())) {
            case Outcome.Accepted _ -> {
                parts.metrics().attempted("accepted");
                done(delivery);
            }
            case Outcome.Gone _ -> gone(delivery);
            case Outcome.Failed failed -> failed(delivery, failed);
        }
    }

    private void gone(Delivery delivery) {
        parts.metrics().attempted("gone");
        if (disable(DisabledReason.GONE)) {
            held(delivery);
        } else {
            failed(delivery, new Outcome.Failed("status 410", null));
        }
    }

    private boolean disable(DisabledReason reason) {
        try {
            parts.endpoints().disable(endpointId, reason);
            log.warn("Webhook {} is disabled: {}", endpointId, reason.text());
            return true;
        } catch (RuntimeException e) {
            log.warn("Webhook {} cannot be disabled yet: {}", endpointId, e.toString());
            return false;
        }
    }

    private void failed(Delivery delivery, Outcome.Failed failed) {
        switch (failure(delivery, failed)) {
            case Failure.Retried _ -> parts.metrics().attempted("retried");
            case Failure.Elsewhere _ -> log.debug("A delivery is another instance's");
            case Failure.Dead(int attempts) -> dead(delivery, attempts, failed);
        }
    }

    private synchronized Failure failure(Delivery delivery, Outcome.Failed failed) {
        Failure failure = queue.failed(
                delivery,
                parts.clock().instant(),
                failed.after(),
                ThreadLocalRandom.current().nextDouble());
        startDue();
        return failure;
    }

    /** Keeps a delivery as a dead letter. Where the log does not take it, the keeping is tried again. */
    private void dead(Delivery delivery, int attempts, Outcome.Failed failed) {
        Delivery.Event event = delivery.event();
        Instant now = parts.clock().instant();
        try {
            parts.endpoints()
                    .keep(new DeadLetter(
                            endpointId,
                            event.id(),
                            event.type(),
                            event.subject(),
                            delivery.place(),
                            now.truncatedTo(ChronoUnit.MILLIS),
                            attempts,
                            failed.reason()));
        } catch (RuntimeException e) {
            log.warn("A dead letter of webhook {} is not written yet: {}", endpointId, e.toString());
            parts.tasks()
                    .at(
                            now.plus(limits.retries().first()),
                            () -> parts.tasks().run(() -> dead(delivery, attempts, failed)));
            return;
        }
        parts.metrics().attempted("dead");
        log.warn("Webhook {} did not accept an event, which is a dead letter: {}", endpointId, failed.reason());
        done(delivery);
        if (parts.endpoints().hasAllDeadLetters(endpointId)) {
            disable(DisabledReason.DEAD_LETTERS);
        }
    }

    private synchronized void done(Delivery delivery) {
        queue.done(delivery, parts.clock().instant());
        offsets.ended(partition(delivery.place()), delivery.place().offset());
        startDue();
    }

    private synchronized void held(Delivery delivery) {
        queue.held(delivery);
    }

    private static TopicPartition partition(Place place) {
        return new TopicPartition(place.topic(), place.partition());
    }
}
