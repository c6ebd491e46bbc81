package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.RiskRaised;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Who blocks whom, all of it, in memory: read from the beginning before anything else of this service starts, and followed from
 * then on. Thread-safe.
 */
public final class BlockList implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(BlockList.class);
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Set<Block> blocks = ConcurrentHashMap.newKeySet();
    private volatile TopicTail tail;

    private record Block(UUID by, UUID of) {}

    public BlockList(KafkaClients clients, TopicProvisioner topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** Whether one of both blocks the other. */
    public boolean between(UUID one, UUID other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(this::apply);
    }

    /** Takes a fact of moderation-service into account. */
    void apply(ModerationEvent event) {
        switch (event) {
            case UserBlocked e -> blocks.add(new Block(e.userId(), e.blockedUserId()));
            case UserUnblocked e -> blocks.remove(new Block(e.userId(), e.unblockedUserId()));
            case UserReported _, ReportTaken _, ReportAnnotated _, ReportResolved _, UserWarned _, UserSuspended _,
                    SuspensionLifted _, MessageFlagged _, FlagResolved _, RiskRaised _ -> { }
        }
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(tail);
    }

    /** @throws IllegalStateException when the blocks can't be read in time: without them too much would be shown */
    @Override
    public void start() {
        topics.provision(List.of(Topics.MODERATION_EVENTS));
        TopicTail reading = TopicTail.fromBeginning("blocks", clients, List.of(Topics.MODERATION_EVENTS), this::read);
        tail = reading;
        try {
            if (!reading.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException("The blocks could not be read within " + READY_WITHIN);
            }
            log.info("{} blocks are known", blocks.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the blocks", e);
        }
    }

    @Override
    public void stop() {
        TopicTail reading = tail;
        tail = null;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    /** Before everything that shows anything. */
    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
