package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.Heartbeat;
import io.livemarket.events.presence.Heartbeat.InstanceAlive;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes heartbeats of an instance at a fixed rate, in every partition of {@link Topics#PRESENCE_HEARTBEATS}. A
 * heartbeat that cannot be published is dropped: the next one follows. To be closed before its producer.
 */
public final class HeartbeatWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatWriter.class);
    private static final EventCodec<Heartbeat> CODEC = EventCodec.of(Heartbeat.class);

    private final Producer<String, byte[]> producer;
    private final String instance;
    private final Clock clock;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeats").factory());
    private volatile boolean draining;

    /** @param instance a name that each start makes again */
    public HeartbeatWriter(Producer<String, byte[]> producer, String instance, Clock clock) {
        this.producer = producer;
        this.instance = instance;
        this.clock = clock;
    }

    /** Starts; publishes the first heartbeat at once. */
    public void start(Duration every) {
        pace.scheduleAtFixedRate(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Publishes from now on, beginning at once, that the instance closes its sockets to stop. */
    public void drain() {
        draining = true;
        pace.execute(this::beat);
    }

    private void beat() {
        try {
            InstanceAlive alive = new InstanceAlive(instance, clock.instant().truncatedTo(ChronoUnit.MILLIS), draining);
            byte[] value = CODEC.write(alive);
            int partitions =
                    producer.partitionsFor(Topics.PRESENCE_HEARTBEATS.name()).size();
            for (int partition = 0; partition < partitions; partition++) {
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(Topics.PRESENCE_HEARTBEATS.name(), partition, instance, value);
                Envelope.put(record.headers(), Envelope.TYPE, CODEC.types().nameOf(alive));
                Envelope.put(record.headers(), Envelope.SOURCE, "/" + instance);
                Envelope.put(record.headers(), Envelope.TIME, alive.at().toString());
                producer.send(record);
            }
        } catch (KafkaException | IllegalStateException e) {
            log.warn("Heartbeat not published; others may take this instance for dead: {}", e.toString());
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
        try {
            pace.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
