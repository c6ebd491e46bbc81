package io.livemarket.launcher.demo;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the records of one chat from the system's topics of commands and events, as any team could. Used by one thread.
 */
final class ChatTopicsReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LIMIT_SECONDS = 15;

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec<ChatEvent> codec = EventCodec.of(ChatEvent.class);
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    /** A reader of the records that are produced from now on. */
    ChatTopicsReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "demo",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
        List<TopicPartition> partitions = Stream.of(Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // Seeking waits for the assignment.
    }

    /**
     * The path of a message through Kafka.
     *
     * @param command place of the command's record, such as {@code partition 3, offset 12}
     * @param event place of the event's record
     */
    record Path(String command, String event) {}

    /** The path of the message with this id; returns when both of its records were consumed. */
    Path pathOf(String messageId) {
        ConsumerRecord<String, byte[]> event = await(
                "the event of a message",
                record -> isEvent(record)
                        && codec.read(record.headers(), record.value()).orElse(null)
                                instanceof ChatEvent.MessageSent sent
                        && sent.id().toString().equals(messageId));
        String commandId = Envelope.text(event.headers(), Envelope.COMMAND);
        ConsumerRecord<String, byte[]> command = await(
                "the command of a message",
                record -> !isEvent(record) && Objects.equals(commandId, Envelope.text(record.headers(), Envelope.ID)));
        return new Path(place(command), place(event));
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return "[" + record.partition() + "]@" + record.offset();
    }

    private static boolean isEvent(ConsumerRecord<?, ?> record) {
        return record.topic().equals(Topics.CHAT_EVENTS.name());
    }

    private ConsumerRecord<String, byte[]> await(
            String what, java.util.function.Predicate<ConsumerRecord<String, byte[]>> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            for (ConsumerRecord<String, byte[]> record : records) {
                if (wanted.test(record)) {
                    return record;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailedException(what + " is not in Kafka after " + LIMIT_SECONDS + " s");
            }
            consumer.poll(POLL).forEach(records::add);
        }
    }

    /** Every event of a chat, consumed again from Kafka, from the chat's first event to its newest. */
    List<ChatEvent> replay(String chatId) {
        ConsumerRecord<String, byte[]> opened = await(
                "the chat's first event",
                record -> isEvent(record)
                        && codec.read(record.headers(), record.value()).orElse(null)
                                instanceof ChatEvent.ChatOpened event
                        && event.chatId().toString().equals(chatId));
        TopicPartition partition = new TopicPartition(opened.topic(), opened.partition());
        Map<TopicPartition, Long> places =
                consumer.assignment().stream().collect(Collectors.toMap(Function.identity(), consumer::position));
        consumer.assign(List.of(partition));
        consumer.seek(partition, opened.offset());
        List<ChatEvent> events = upToEnd(partition, chatId);
        consumer.assign(places.keySet());
        places.forEach(consumer::seek);
        return events;
    }

    /** The chat's events from the consumer's position to the present end of the partition. */
    private List<ChatEvent> upToEnd(TopicPartition partition, String chatId) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        List<ChatEvent> events = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailedException("replaying took longer than " + LIMIT_SECONDS + " s");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.key().equals(chatId)) {
                    codec.read(record.headers(), record.value()).ifPresent(events::add);
                }
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
