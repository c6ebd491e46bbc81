package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.moderation.domain.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code moderation.enforcement} equal to the persons of one partition. A state is published in the transaction
 * of its event. States that an earlier version decided, and all states in force where the topic is new, are published
 * afterwards in slices, and then the mark that the partition is complete. A state that is published again changes
 * nothing.
 */
final class Enforcement {

    /** The most records of one transaction. */
    static final int SLICE = 1_000;
    /**
     * The number of events between two marks. So a consumer that starts reads at most that many events of the partition
     * after the enforcement states, and those of about the latest second.
     */
    static final int MARK_EVERY = 1_000;

    private static final String EVENTS = Topics.MODERATION_EVENTS.name();

    private final PartitionState state;
    private final PersonStore persons;
    private final Supplier<EnforcedTopics> topics;
    private final EnforcementRecords records;
    /** The latest mark, and the topics that it is about: the only entry that does not follow from the events. */
    private final Entries<Coverage> coverage;
    /** Enforcement key → the offset of its latest event, of states that an earlier version changed; until published. */
    private final Entries<Long> unpublished;

    private @Nullable Progress progress;
    /** During {@link Progress#PEOPLE}: the last user whose states in force were published. */
    private String upToUser = "";

    /** @param upTo the offset of the events up to which all states are published */
    private record Coverage(String events, String enforcement, long upTo) {

        boolean isOf(EnforcedTopics topics) {
            return topics.equals(new EnforcedTopics(events, enforcement));
        }
    }

    /** The part of the states that has not been published yet. */
    private enum Progress {
        PEOPLE,
        CHANGES,
        NOTHING
    }

    Enforcement(int partition, PartitionState state, PersonStore persons, Supplier<EnforcedTopics> topics) {
        this.state = state;
        this.persons = persons;
        this.topics = topics;
        this.records = new EnforcementRecords(partition);
        this.coverage = state.journaled("enforced:", ValueCodec.json(Coverage.class), 1);
        this.unpublished = state.derived("unpublished:", ValueCodec.json(Long.class), 0);
    }

    /** Reads the ids of the topics before the partition starts, so that deciding waits for no network. */
    void prepare() {
        var _ = topics.get();
    }

    /** Remembers the key of a committed event of an earlier version: its state is not published yet. */
    void folded(ModerationEvent event, ConsumerRecord<String, byte[]> record) {
        if (record.headers().lastHeader(Envelope.ENFORCED) == null) {
            EnforcementKey.of(event).ifPresent(key -> unpublished.put(key.text(), record.offset()));
        }
    }

    /**
     * Publishes the state that follows from an event, which must have been applied.
     *
     * @return whether the event changes a suspension or a block in force
     */
    boolean publish(ModerationEvent event, Outputs outputs) {
        Optional<EnforcementKey> key = EnforcementKey.of(event);
        key.ifPresent(changed -> outputs.commit(records.of(changed, persons.get(event.userId()), event.occurredAt())));
        return key.isPresent();
    }

    /** Publishes a mark when {@link #MARK_EVERY} events follow the last one. */
    void decided(Outputs outputs, Instant now) {
        if (progress() == Progress.NOTHING
                && state.applied(EVENTS) - coverage.get("").map(Coverage::upTo).orElse(0L) >= MARK_EVERY) {
            mark(outputs, now);
        }
    }

    long dueAt() {
        return progress() == Progress.NOTHING ? PartitionDecider.NEVER : 0;
    }

    private Progress progress() {
        if (progress == null) {
            if (!isCovered()) {
                progress = Progress.PEOPLE;
            } else {
                progress = unpublished.committedKeys("", 1).isEmpty() ? Progress.NOTHING : Progress.CHANGES;
            }
        }
        return progress;
    }

    private boolean isCovered() {
        return coverage.get("").filter(covered -> covered.isOf(topics.get())).isPresent();
    }

    /** Publishes a slice of the states that are not published, and after the last slice the mark. */
    void publishSlice(Outputs outputs, Instant now) {
        switch (progress()) {
            case PEOPLE -> publishPeople(outputs, now);
            case CHANGES -> publishChanges(outputs, now);
            case NOTHING -> {}
        }
    }

    private void publishPeople(Outputs outputs, Instant now) {
        int before = outputs.committed().size();
        List<String> users = persons.committedAfter(upToUser, SLICE);
        for (String user : users) {
            publishAll(persons.get(UUID.fromString(user)), outputs, now);
            upToUser = user;
            if (outputs.committed().size() - before >= SLICE) {
                return;
            }
        }
        if (users.size() < SLICE) {
            progress = Progress.CHANGES;
        }
    }

    private void publishAll(Person person, Outputs outputs, Instant now) {
        if (person.suspension() != null && !person.suspension().isOver(now)) {
            outputs.commit(records.of(EnforcementKey.ofSuspension(person.userId()), person, now));
        }
        person.blocks()
                .forEach(other ->
                        outputs.commit(records.of(EnforcementKey.ofBlock(person.userId(), other), person, now)));
    }

    /**
     * Publishes states that an earlier version changed. States before the mark were published by a former owner of the
     * partition. Where there is no mark, the states in force were published with the persons, and only the ends of
     * states remain.
     */
    private void publishChanges(Outputs outputs, Instant now) {
        boolean covered = isCovered();
        long upTo = covered ? coverage.get("").map(Coverage::upTo).orElse(0L) : 0;
        List<String> keys = unpublished.committedKeys("", SLICE);
        for (String text : keys) {
            EnforcementKey key = EnforcementKey.parse(text).orElseThrow();
            ProducerRecord<String, byte[]> record = records.of(key, persons.get(key.userId()), now);
            if (unpublished.get(text).orElse(0L) >= upTo && (covered || record.value() == null)) {
                outputs.commit(record);
            }
            unpublished.delete(text);
        }
        if (keys.size() < SLICE) {
            mark(outputs, now);
            progress = Progress.NOTHING;
        }
    }

    private void mark(Outputs outputs, Instant now) {
        EnforcedTopics here = topics.get();
        long upTo = state.applied(EVENTS);
        outputs.commit(records.complete(here.events(), upTo, now));
        coverage.put("", new Coverage(here.events(), here.enforcement(), upTo));
    }
}
