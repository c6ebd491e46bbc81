package io.livemarket.kit.kafka;

import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Consumes a topic as a member of a consumer group, and handles each record in a virtual thread of its own. A record is
 * done once its handler returns; an offset is committed once its record and all before it are done, so that a crash
 * loses none. A record that was under way at a crash, or when its partition was assigned to another member, is handled
 * again.
 */
public final class ConcurrentConsumer implements SmartLifecycle, Part, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(ConcurrentConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** The longest poll while no record is under way. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);

    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);
    private static final int LARGEST_POLL = 500;

    private final KafkaClients clients;
    private final Settings settings;
    private final Handler handler;
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closed;

    /** Handles one record; called by many threads at one time. */
    @FunctionalInterface
    public interface Handler {

        /** @throws InterruptedException where the consumer stops: the record is not done */
        void handle(ConsumerRecord<String, byte[]> record) throws InterruptedException;
    }

    /**
     * The settings of a consumer.
     *
     * @param name the name of its records, {@code mails}, which its thread and its client have too
     * @param waiting the number of records under way at which no further ones are polled
     * @param on whether the consumer starts with the service
     */
    public record Settings(String name, String group, String topic, int waiting, boolean on) {}

    public ConcurrentConsumer(KafkaClients clients, Settings settings, Handler handler) {
        this.clients = clients;
        this.settings = settings;
        this.handler = handler;
    }

    private void run() {
        while (!closed) {
            OpenOffsets offsets = new OpenOffsets();
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(config());
                    ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor()) {
                consumer = opened;
                try {
                    read(opened, handlers, offsets);
                } finally {
                    handlers.shutdownNow();
                }
            } catch (KafkaException e) {
                log.warn(
                        "The consumer of {} cannot reach the cluster and begins again: {}",
                        settings.name(),
                        e.toString());
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.member(settings.name(), settings.group());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(LARGEST_POLL, settings.waiting()));
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        return config;
    }

    private void read(KafkaConsumer<String, byte[]> opened, ExecutorService handlers, OpenOffsets offsets) {
        opened.subscribe(List.of(settings.topic()), offsets.of(opened));
        long committed = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> last = Map.of();
        try {
            while (!closed) {
                if (offsets.count() >= settings.waiting()) {
                    opened.pause(opened.assignment());
                } else {
                    opened.resume(opened.paused());
                }
                for (ConsumerRecord<String, byte[]> record : opened.poll(offsets.count() == 0 ? IDLE_POLL : POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    offsets.began(partition, record.offset());
                    handlers.execute(() -> handle(record, partition, offsets));
                }
                Map<TopicPartition, OffsetAndMetadata> done = offsets.done();
                if (!done.equals(last) && System.nanoTime() - committed >= COMMIT_EVERY.toNanos()) {
                    opened.commitSync(done);
                    last = done;
                    committed = System.nanoTime();
                }
            }
        } catch (WakeupException e) {
            log.debug("The consumer of {} stops", settings.name());
        }
        opened.commitSync(offsets.done());
    }

    private void handle(ConsumerRecord<String, byte[]> record, TopicPartition partition, OpenOffsets offsets) {
        try {
            handler.handle(record);
        } catch (InterruptedException e) {
            return; // The record is not done, and is consumed again.
        }
        offsets.ended(partition, record.offset());
    }

    @Override
    public boolean isAutoStartup() {
        return settings.on();
    }

    @Override
    public PartStatus status() {
        Thread running = thread;
        return running != null && running.isAlive()
                ? PartStatus.working()
                : PartStatus.broken(settings.name() + " are not read");
    }

    @Override
    public List<LifeSign> signs() {
        Thread running = thread;
        return running == null ? List.of() : List.of(LifeSign.of(running, "reads no more " + settings.name()));
    }

    @Override
    public void start() {
        closed = false;
        thread = Thread.ofPlatform().name(settings.name()).start(this::run);
        clients.threads().add(this);
    }

    @Override
    public void stop() {
        clients.threads().remove(this);
        closed = true;
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            if (!running.join(STOPS_WITHIN)) {
                log.warn(
                        "The consumer of {} did not stop in time: its newest records are handled again",
                        settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
