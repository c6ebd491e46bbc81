package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which users block which, all of it in memory. Thread-safe. */
public final class BlockList {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);

    private final Set<Block> blocks = ConcurrentHashMap.newKeySet();

    private record Block(UUID by, UUID of) {}

    /** Whether one of both blocks the other. */
    public boolean between(UUID one, UUID other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    /** Takes a record of the moderation events' topic. */
    public void read(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(this::apply);
    }

    /** Takes a fact of moderation-service into account. */
    void apply(ModerationEvent event) {
        switch (event) {
            case UserBlocked e -> blocks.add(new Block(e.userId(), e.blockedUserId()));
            case UserUnblocked e -> blocks.remove(new Block(e.userId(), e.unblockedUserId()));
            case UserReported _, ReportTaken _, ReportAnnotated _, ReportResolved _, UserWarned _, UserSuspended _,
                    SuspensionLifted _, MessageFlagged _, FlagResolved _, EvidenceViewed _, RiskRaised _ -> { }
        }
    }
}
