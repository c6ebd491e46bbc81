package io.livemarket.kit.admin;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.Handling;
import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.web.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Lists, shows, replays and drops the dead letters of one service for its operators. It serves one request at a time,
 * since each reads the topic.
 */
public final class DeadLetterDesk {

    /** The most records of a partition that a list reads. */
    static final long NEWEST = 10_000;

    private static final Comparator<DeadLetter> NEWEST_FIRST = Comparator.comparing(DeadLetter::at)
            .thenComparing(letter -> letter.place().offset())
            .reversed();

    private final DeadLetterTopics topics;
    private final DeadLetterReader reader;
    private final Supplier<FencingWriter> writers;
    private final long newest;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param writers makes a writer, which fences all earlier ones
     * @param newest the most records of a partition that a list reads
     */
    DeadLetterDesk(DeadLetterTopics topics, DeadLetterReader reader, Supplier<FencingWriter> writers, long newest) {
        this.topics = topics;
        this.reader = reader;
        this.writers = writers;
        this.newest = newest;
    }

    /** A writer for the letters of a service; all instances of the service share its transactional id. */
    static FencingWriter writer(KafkaClients clients, String service) {
        return new FencingWriter(clients, "dead-letters", service + ".dead-letters.v1");
    }

    /**
     * A list of letters.
     *
     * @param items newest first
     * @param more whether there are further letters: more than were asked for, or older than the 10,000 newest records
     *     of a partition
     */
    public record Listed(List<DeadLetter> items, boolean more) {}

    /**
     * A letter with its content, which may be text of a user.
     *
     * @param headers the headers as text
     * @param value the value as text; absent where there is no value, or the value is not UTF-8
     * @param base64 the value in base64, where it is not UTF-8
     */
    public record Shown(
            DeadLetter letter,
            Map<String, @Nullable String> headers,
            @Nullable String value,
            @Nullable String base64) {}

    /** @param state absent for letters of every state */
    Listed list(@Nullable State state, int limit) {
        return locked(() -> {
            Map<TopicPartition, DeadLetterLog> logs =
                    reader
                            .partitions(reader.topics().stream()
                                    .filter(topics::holds)
                                    .toList())
                            .stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> new DeadLetterLog(topics)));
            Map<TopicPartition, Long> from =
                    logs.keySet().stream().collect(Collectors.toMap(partition -> partition, _ -> 0L));
            boolean leftOut = !from.isEmpty()
                    && reader.read(
                            from,
                            newest,
                            record -> logs.computeIfAbsent(
                                            new TopicPartition(record.topic(), record.partition()),
                                            _ -> new DeadLetterLog(topics))
                                    .take(record));
            List<DeadLetter> found = logs.values().stream()
                    .flatMap(log -> log.letters().stream())
                    .filter(letter -> state == null || letter.handling().state() == state)
                    .sorted(NEWEST_FIRST)
                    .toList();
            return new Listed(found.stream().limit(limit).toList(), leftOut || found.size() > limit);
        });
    }

    /** @throws ApiException {@code dead_letter_not_found} */
    Shown show(Place place) {
        return locked(() -> {
            Found found = find(place, false);
            Map<String, @Nullable String> headers = new LinkedHashMap<>();
            for (Header header : found.record().headers()) {
                headers.put(
                        header.key(),
                        header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
            }
            byte[] value = found.record().value();
            String text = value == null ? null : text(value);
            return new Shown(
                    found.letter(),
                    headers,
                    text,
                    value == null || text != null ? null : Base64.getEncoder().encodeToString(value));
        });
    }

    /**
     * Replays or drops a letter exactly once, however often the request is repeated and at whichever instance. The note
     * of an earlier handling is read after earlier writers are fenced, also where the transaction of an engine is open
     * before it, and the new note is committed together with the replayed record. A failed commit may have been a
     * commit: its repeat finds the note.
     *
     * @param wanted {@code REPLAYED} or {@code DROPPED}
     * @return the letter as this request or an earlier one left it
     * @throws ApiException {@code dead_letter_not_found}, {@code dead_letter_handled} or {@code not_replayable}
     */
    DeadLetter handle(Place place, State wanted, UUID operator) {
        return locked(() -> {
            find(place, false);
            try (FencingWriter writer = writers.get()) {
                Found found = find(place, true);
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                List<ProducerRecord<String, byte[]>> records =
                        DeadLetterDecision.records(found.letter(), found.record(), wanted, operator, now);
                if (records.isEmpty()) {
                    return found.letter();
                }
                writer.commit(records);
                return found.letter().handled(new Handling(wanted, now, operator.toString()));
            }
        });
    }

    /** A letter in its present state, and its record. */
    private record Found(DeadLetter letter, ConsumerRecord<String, byte[]> record) {}

    /** @param settled whether to wait for transactions that are open before the newest note */
    private Found find(Place place, boolean settled) {
        if (!topics.holds(place.topic())
                || !reader.topics().contains(place.topic())
                || !reader.partitions(List.of(place.topic())).contains(place.topicPartition())) {
            throw new ApiException(ErrorCode.DEAD_LETTER_NOT_FOUND);
        }
        DeadLetterLog log = new DeadLetterLog(topics);
        Map<Long, ConsumerRecord<String, byte[]>> there = new HashMap<>();
        Consumer<ConsumerRecord<String, byte[]>> visitor = record -> {
            if (record.offset() == place.offset()) {
                log.take(record);
                there.put(place.offset(), record);
            } else if (place.toString().equals(Envelope.text(record.headers(), Envelope.DEAD_LETTER))) {
                log.take(record);
            }
        };
        if (settled) {
            reader.readAllWritten(place.topicPartition(), place.offset(), visitor);
        } else {
            reader.read(Map.of(place.topicPartition(), place.offset()), Long.MAX_VALUE, visitor);
        }
        Optional<DeadLetter> letter = log.at(place.offset());
        ConsumerRecord<String, byte[]> record = there.get(place.offset());
        if (letter.isEmpty() || record == null) {
            throw new ApiException(ErrorCode.DEAD_LETTER_NOT_FOUND);
        }
        return new Found(letter.get(), record);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return null; // The value is shown as base64.
        }
    }
}
