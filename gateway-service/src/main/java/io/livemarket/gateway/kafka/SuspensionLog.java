package io.livemarket.gateway.kafka;

import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the moderation events: the suspensions from the beginning of the log, so that a restart forgets none, and new events for the readers
 * that follow them live.
 */
public final class SuspensionLog implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(SuspensionLog.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Suspensions suspensions;
    private final Consumer<ConsumerRecord<String, byte[]>> live;
    private volatile TopicTail tail;

    /** @param live takes the records that are written from the start on */
    SuspensionLog(KafkaClients clients, TopicProvisioner topics, Suspensions suspensions,
            Consumer<ConsumerRecord<String, byte[]>> live) {
        this.clients = clients;
        this.topics = topics;
        this.suspensions = suspensions;
        this.live = live;
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        suspensions.apply(record);
        TopicTail reading = tail;
        if (reading != null && reading.isReady()) {
            live.accept(record);
        }
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(tail);
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.MODERATION_EVENTS));
        tail = TopicTail.fromBeginning("moderation-events", clients, List.of(Topics.MODERATION_EVENTS),
                this::read);
        try {
            if (!tail.awaitReady(READY_WITHIN)) {
                log.warn("Who is suspended is not known yet; sockets are refused until it is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        TopicTail hearing = tail;
        tail = null;
        if (hearing != null) {
            hearing.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    /** Before the web server opens its port. */
    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
