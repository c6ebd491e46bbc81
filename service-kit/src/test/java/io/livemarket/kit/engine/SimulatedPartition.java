package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.engine.FeedPositions.Place;
import io.livemarket.kit.engine.PartitionState.FoldedUpTo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A decider on a partition without a broker: commands in, records out, and a clock that stands until it is moved. Every
 * batch is one command, and every commit succeeds. {@link #restart} folds what was committed, as a new owner does.
 */
public final class SimulatedPartition {

    private static final int PARTITION = 0;

    private final Topic commands;
    private final Topic events;
    private final Topic journal = new Topic("journal", "key", "test", null, false, true);
    private final PartitionDecider.Factory factory;
    private final CommandPosition positions = new CommandPosition(Uuid.ONE_UUID);
    private final List<ProducerRecord<String, byte[]>> unread = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> eventLog = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> journalLog = new ArrayList<>();
    private final Map<TopicPartition, List<Fed>> feedLog = new HashMap<>();
    private LocalStore store = new HeapStore();
    private PartitionState state;
    private BatchDecision decision;
    private long now;
    private long offset;

    public SimulatedPartition(Topic commands, Topic events, PartitionDecider.Factory factory, Instant now) {
        this.commands = commands;
        this.events = events;
        this.factory = factory;
        this.now = now.toEpochMilli();
        own();
    }

    private void own() {
        state = new PartitionState(store);
        decision = new BatchDecision(
                state,
                () -> factory.create(PARTITION, state),
                () -> new Outputs(
                        events,
                        new Topic(commands.deadLetters(), "", "", null, false, false),
                        PARTITION,
                        "test.decider.v1"));
        decision.reset();
    }

    /** Keeps the staged changes in a test's own state, up to this command. */
    public static void commit(PartitionState state, long position) {
        state.commit(new FoldedUpTo(Map.of(), position, null));
    }

    /** Forgets all local state, and folds the logs. */
    public void restart() {
        store = new HeapStore();
        own();
        LogFold fold = new LogFold(
                state,
                decision.decider(),
                new TopicPartition(events.name(), PARTITION),
                new TopicPartition(journal.name(), PARTITION),
                positions);
        eventLog.forEach(fold::fold);
        journalLog.forEach(fold::fold);
        state.commit(
                new FoldedUpTo(Map.of(events.name(), (long) eventLog.size()), fold.position(), fold.lastCommand()));
        // Deciders read their waiting entries when they are made.
        decision.reset();
        if (fold.position() != offset) {
            throw new AssertionError("Commands are decided up to " + offset + ", and the logs say " + fold.position());
        }
        Map<TopicPartition, Place> taken = state.feed().byPartition();
        feedLog.forEach((partition, log) -> log.stream()
                .skip(taken.containsKey(partition) ? taken.get(partition).offset() : 0)
                .forEach(this::take));
    }

    /** Leaves the newest record of each key in the logs, as the broker's compaction does. */
    public void compact() {
        for (List<ConsumerRecord<String, byte[]>> log : List.of(eventLog, journalLog)) {
            Map<String, Long> newest = new HashMap<>();
            log.forEach(record -> newest.put(record.key(), record.offset()));
            log.removeIf(record -> newest.get(record.key()) != record.offset());
        }
    }

    /** Has a record of the feed taken that concerns these keys of the partition. */
    public void feed(String topic, String key, byte[] value, Headers headers, List<String> concerned) {
        List<Fed> log = feedLog.computeIfAbsent(new TopicPartition(topic, PARTITION), _ -> new ArrayList<>());
        Fed fed = new Fed(record(topic, log.size(), now, key, value, headers), concerned, true);
        log.add(fed);
        take(fed);
    }

    private void take(Fed fed) {
        Place upTo =
                new Place(fed.record().topic(), PARTITION, "id", fed.record().offset() + 1, now, null);
        Outputs outputs = decision.decide(
                new CommandQueue.Batch(List.of(), new Fed.Part(List.of(fed), Map.of(fed.partition(), upTo))),
                now,
                true);
        commitIfThereIsAny(outputs);
    }

    private void commitIfThereIsAny(Outputs outputs) {
        if (!outputs.committed().isEmpty() || state.stagedChanges() > 0) {
            commit(outputs);
        }
    }

    /** The decider's state in the local store, as text. */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        store.forEach("", (key, value) -> {
            if (!key.startsWith("!")) {
                contents.put(key, new String(value, java.nio.charset.StandardCharsets.UTF_8));
            }
        });
        return contents;
    }

    /** Has a command decided and committed. */
    public void send(String key, byte[] value, Headers headers) {
        ConsumerRecord<String, byte[]> command = record(commands.name(), offset++, 0, key, value, headers);
        commit(decision.decide(List.of(command), now));
    }

    /** Moves the clock; whatever becomes due meanwhile is decided then, or within 10 ms. */
    public void advance(Duration time) {
        long until = now + time.toMillis();
        while (now < until) {
            now = Math.min(until, Math.max(now + 10, decision.dueAt(true)));
            if (decision.dueAt(true) <= now) {
                commitIfThereIsAny(decision.decide(List.of(), now));
            }
        }
    }

    /**
     * Appends an event that the decider did not write, as a newer version of the service would; only a restart folds
     * it.
     */
    public void foreignEvent(String key, byte[] value, Headers headers) {
        eventLog.add(record(events.name(), eventLog.size(), now, key, value, headers));
    }

    /**
     * Appends a record of the journal that the decider did not write, as another version of the service would; only a
     * restart folds it.
     */
    public void foreignJournal(String key, byte[] value) {
        journalLog.add(record(journal.name(), journalLog.size(), now, key, value, new RecordHeaders()));
    }

    private void commit(Outputs outputs) {
        state.journalChanges().forEach((key, value) -> take(new ProducerRecord<>(journal.name(), key, value)));
        String place = positions.format(offset, null);
        if (outputs.lastEvent() != null) {
            // A copy: the tests look at the headers that the decider wrote.
            Envelope.put(outputs.lastEvent().headers(), Envelope.POSITION, place);
        } else {
            journalLog.add(record(
                    journal.name(),
                    journalLog.size(),
                    now,
                    JournalKeys.POSITION,
                    JournalKeys.bytes(place),
                    new RecordHeaders()));
        }
        outputs.committed().forEach(this::take);
        unread.addAll(outputs.answers());
        state.commit(new FoldedUpTo(Map.of(events.name(), (long) eventLog.size()), offset, null));
    }

    private void take(ProducerRecord<String, byte[]> record) {
        if (record.topic().equals(events.name())) {
            eventLog.add(record(
                    events.name(),
                    eventLog.size(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers()));
        } else if (record.topic().equals(journal.name())) {
            journalLog.add(
                    record(journal.name(), journalLog.size(), now, record.key(), record.value(), record.headers()));
        }
        unread.add(record);
    }

    private static ConsumerRecord<String, byte[]> record(
            String topic, long offset, long timestamp, String key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                PARTITION,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** The records of a topic since the last look. */
    public List<ProducerRecord<String, byte[]>> read(String topic) {
        List<ProducerRecord<String, byte[]>> found =
                unread.stream().filter(r -> r.topic().equals(topic)).toList();
        unread.removeIf(r -> r.topic().equals(topic));
        return found;
    }

    /** The journal's records since the last look, the engine's own left out. */
    public List<ProducerRecord<String, byte[]>> readJournal() {
        return read(journal.name());
    }
}
