package io.livemarket.ledger.system;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.ledger.model.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code chat.events} from its first record to its end as every consumer may see it. */
public final class LogReader {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);

    private LogReader() {}

    /**
     * The committed records that the ledger did not inject.
     *
     * @param failed receives the description of each unreadable record
     */
    public static List<LogRecord> log(String kafka, Consumer<String> failed) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        List<LogRecord> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHAT_EVENTS.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    failed.accept("chat.events could not be read to its end within " + READ_WITHIN.toSeconds() + " s");
                    break;
                }
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> read(record, failed).ifPresent(records::add));
            }
        }
        return records;
    }

    private static Optional<LogRecord> read(ConsumerRecord<String, byte[]> record, Consumer<String> failed) {
        if (record.headers().lastHeader(InjectedRecords.MARK) != null) {
            return Optional.empty();
        }
        String place = record.partition() + "/" + record.offset();
        try {
            Optional<ChatEvent> event = EVENTS.read(record.headers(), record.value());
            if (event.isEmpty()) {
                failed.accept("chat.events has a record of an unknown type at " + place);
            }
            String id = Envelope.text(record.headers(), Envelope.ID);
            if (id == null) {
                failed.accept("chat.events has a record without an id at " + place);
                return Optional.empty();
            }
            return event.map(each -> new LogRecord(record.partition(), record.offset(), id, each));
        } catch (UnreadableRecordException e) {
            failed.accept("chat.events has an unreadable record at " + place);
            return Optional.empty();
        }
    }
}
