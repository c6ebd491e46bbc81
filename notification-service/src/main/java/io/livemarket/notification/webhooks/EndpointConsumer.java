package io.livemarket.notification.webhooks;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Pulse;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.Place;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of one endpoint as a member of the endpoint's own consumer group, in a thread of its own. An offset
 * is committed once the deliveries of all events before it are done. A partition without a committed offset is read
 * from the time at which the endpoint subscribed to its topic.
 */
final class EndpointConsumer implements LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(EndpointConsumer.class);
    private static final String GROUP = "notification-service.webhooks.v1";
    private static final Duration POLL = Duration.ofMillis(200);
    /** The longest poll while no delivery is under way. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);

    private static final long COMMIT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration DELIVERIES_END_WITHIN = Duration.ofSeconds(3);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);
    private static final int LARGEST_POLL = 200;
    private static final int LARGEST_FETCH = 1 << 20;

    private final KafkaClients clients;
    private final WebhookEndpoint endpoint;
    private final Set<String> types;
    private final EndpointDeliveries deliveries;
    private final StartOffsets starts;
    private final Thread thread;
    private final Pulse pulse;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closed;

    /** @param endpoint as it is while this consumer runs: a changed endpoint gets another consumer */
    EndpointConsumer(KafkaClients clients, WebhookEndpoint endpoint, EndpointDeliveries deliveries) {
        this.clients = clients;
        this.endpoint = endpoint;
        this.types = Set.copyOf(endpoint.target().eventTypes());
        this.deliveries = deliveries;
        this.starts = new StartOffsets(endpoint.target().since());
        this.thread = Thread.ofPlatform().name("webhook-" + endpoint.id()).unstarted(this::run);
        this.pulse = new Pulse(thread.getName());
    }

    WebhookEndpoint endpoint() {
        return endpoint;
    }

    void start() {
        clients.threads().add(this);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(config())) {
                consumer = opened;
                read(opened);
            } catch (KafkaException e) {
                log.warn(
                        "The consumer of webhook {} cannot reach the cluster and begins again: {}",
                        endpoint.id(),
                        e.toString());
                pulse.failed(e);
                deliveries.forgetAll();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.member(thread.getName(), GROUP + "." + endpoint.id());
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LARGEST_POLL);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_FETCH);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        return config;
    }

    private void read(KafkaConsumer<String, byte[]> opened) {
        opened.subscribe(endpoint.target().since().keySet(), new Assignments(opened));
        try {
            deliver(opened);
        } catch (WakeupException e) {
            log.debug("The consumer of webhook {} stops", endpoint.id());
        }
        end(opened);
    }

    private void deliver(KafkaConsumer<String, byte[]> opened) {
        long committed = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> last = Map.of();
        while (!closed) {
            if (deliveries.isFull()) {
                opened.pause(opened.assignment());
            } else {
                opened.resume(opened.paused());
            }
            opened.poll(deliveries.isIdle() ? IDLE_POLL : POLL).forEach(this::take);
            pulse.progressed();
            Map<TopicPartition, OffsetAndMetadata> done = deliveries.done();
            if (!done.equals(last) && System.nanoTime() - committed >= COMMIT_EVERY_NANOS && commit(opened, done)) {
                last = done;
                committed = System.nanoTime();
            }
        }
    }

    /** Commits offsets; false while partitions are being assigned, when the group takes no commit. */
    private boolean commit(KafkaConsumer<String, byte[]> opened, Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            opened.commitSync(starts.named(done));
            return true;
        } catch (RebalanceInProgressException e) {
            log.debug("Offsets of webhook {} are committed after the assignment", endpoint.id());
            return false;
        }
    }

    private void end(KafkaConsumer<String, byte[]> opened) {
        try {
            deliveries.close(DELIVERIES_END_WITHIN);
            commit(opened, deliveries.done());
        } catch (WakeupException e) { // The one that ends the consumer came late.
            commit(opened, deliveries.done());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        Delivery.Event event = type != null && types.contains(type) ? WebhookEvents.of(record, type) : null;
        if (event == null) {
            deliveries.passOver(place);
        } else {
            deliveries.take(new Delivery(event, record.topic() + "/" + record.key(), place));
        }
    }

    /** Begins partitions at their time, and forgets those of other instances. */
    private final class Assignments implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> opened;

        Assignments(KafkaConsumer<String, byte[]> opened) {
            this.opened = opened;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            starts.begin(opened, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> done = deliveries.done();
            done.keySet().retainAll(partitions);
            opened.commitSync(starts.named(done));
            deliveries.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            deliveries.forget(partitions);
        }
    }

    @Override
    public List<LifeSign> signs() {
        return List.of(thread.isAlive() ? pulse.sign() : LifeSign.ended(thread.getName(), "delivers no more events"));
    }

    /** Begins to end the consumer. */
    void close() {
        clients.threads().remove(this);
        closed = true;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    /** Ends the consumer; returns when its offsets are committed, or after a time. */
    void stop() throws InterruptedException {
        close();
        if (!thread.join(STOPS_WITHIN)) {
            log.warn(
                    "The consumer of webhook {} did not stop in time: its newest events are delivered again",
                    endpoint.id());
        }
    }
}
