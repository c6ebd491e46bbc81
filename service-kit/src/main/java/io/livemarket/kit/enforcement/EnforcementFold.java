package io.livemarket.kit.enforcement;

import io.livemarket.events.EventTypes;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.EnforcementState;
import io.livemarket.events.moderation.EnforcementState.BlockInForce;
import io.livemarket.events.moderation.EnforcementState.EnforcementComplete;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.enforcement.EnforcementChange.Unblocked;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Folds the records of {@code moderation.enforcement} and of {@code moderation.events} into changes, in any order of
 * the two topics: for each key the record with the greatest version counts, so that a late or repeated record changes
 * nothing. Thread-safe.
 */
final class EnforcementFold {

    /**
     * The most keys with an ended state that are remembered, for records that are late; those are few, and late by
     * little.
     */
    static final int ENDED_KEPT = 10_000;

    private static final EventCodec<EnforcementState> STATES = EventCodec.of(EnforcementState.class);
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    /** The types of the events that are parsed. */
    private static final Set<String> ENFORCED = Stream.of(
                    UserBlocked.class, UserUnblocked.class, UserSuspended.class, SuspensionLifted.class)
            .map(EventTypes.of(ModerationEvent.class)::nameOf)
            .collect(Collectors.toUnmodifiableSet());

    private final EnforcementKind kind;
    private final Consumer<EnforcementChange> changes;
    private final Map<EnforcementKey, Long> inForce = new HashMap<>();
    private final Map<EnforcementKey, Long> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EnforcementKey, Long> eldest) {
            return size() > ENDED_KEPT;
        }
    };
    private final Map<Integer, EnforcementComplete> complete = new HashMap<>();

    /** @param changes takes the changes, one at a time */
    EnforcementFold(EnforcementKind kind, Consumer<EnforcementChange> changes) {
        this.kind = kind;
        this.changes = changes;
    }

    /** Folds a record of {@code moderation.enforcement}. */
    synchronized void state(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            EnforcementKey.parse(record.key()).ifPresent(key -> end(key, versionOf(record, key)));
            return;
        }
        STATES.read(record.headers(), record.value()).ifPresent(state -> {
            switch (state) {
                case SuspensionInForce s ->
                    begin(
                            EnforcementKey.ofSuspension(s.userId()),
                            s.version(),
                            new Suspended(s.userId(), s.reason(), s.until()));
                case BlockInForce b ->
                    begin(
                            EnforcementKey.ofBlock(b.userId(), b.blockedUserId()),
                            b.version(),
                            new Blocked(b.userId(), b.blockedUserId()));
                case EnforcementComplete c -> complete.put(c.partition(), c);
            }
        });
    }

    /** Folds a record of {@code moderation.events}. */
    synchronized void event(ConsumerRecord<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (type == null || !ENFORCED.contains(type)) {
            return;
        }
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            EnforcementKey key = EnforcementKey.of(event).orElseThrow();
            switch (event) {
                case UserBlocked e -> begin(key, e.version(), new Blocked(e.userId(), e.blockedUserId()));
                case UserSuspended e -> begin(key, e.version(), new Suspended(e.userId(), e.reason(), e.until()));
                default -> end(key, event.version());
            }
        });
    }

    /**
     * The version of an end. A tombstone that an operator wrote by hand has no version: it ends every state of the key.
     */
    private long versionOf(ConsumerRecord<String, byte[]> record, EnforcementKey key) {
        String version = Envelope.text(record.headers(), Envelope.VERSION);
        try {
            return version == null ? known(key) + 1 : Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException(Envelope.VERSION + " is no number", null);
        }
    }

    private long known(EnforcementKey key) {
        return Math.max(inForce.getOrDefault(key, 0L), ended.getOrDefault(key, 0L));
    }

    private void begin(EnforcementKey key, long version, EnforcementChange change) {
        if (kind.isOf(key) && version > known(key)) {
            ended.remove(key);
            inForce.put(key, version);
            changes.accept(change);
        }
    }

    private void end(EnforcementKey key, long version) {
        if (kind.isOf(key) && version > known(key)) {
            ended.remove(key);
            ended.put(key, version);
            inForce.remove(key);
            UUID blocked = key.blockedUserId();
            changes.accept(blocked == null ? new SuspensionEnded(key.userId()) : new Unblocked(key.userId(), blocked));
        }
    }

    /**
     * The offsets of {@code moderation.events} before which the folded records cover all events; no entry for a
     * partition without a known offset, and none where the topic was created again or copied.
     *
     * @param eventsTopic the id of the topic
     */
    synchronized Map<TopicPartition, Long> covered(String eventsTopic) {
        return complete.values().stream()
                .filter(c -> c.eventsTopic().equals(eventsTopic))
                .collect(Collectors.toMap(
                        c -> new TopicPartition(Topics.MODERATION_EVENTS.name(), c.partition()),
                        EnforcementComplete::upTo));
    }

    /** The number of states in force. */
    synchronized int size() {
        return inForce.size();
    }

    /** The number of remembered states that ended. */
    synchronized int remembered() {
        return ended.size();
    }
}
