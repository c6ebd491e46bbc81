package io.livemarket.e2e;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as a later version may write them: copies of real ones with a field, a header or a type that no version knows
 * yet.
 */
final class FutureRecords implements AutoCloseable {

    private static final String UNKNOWN = "chat.future-thing.v1";
    private static final Set<String> OF_THE_ORIGINAL =
            Set.of(Envelope.ID, Envelope.SUBJECT, Envelope.POSITION, Envelope.COMMAND, Envelope.ORIGIN);

    private final String kafka;
    private final KafkaProducer<String, byte[]> producer;

    FutureRecords(String kafka) {
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Writes another chat with its two first messages; the third of its four versions is of an unknown type.
     *
     * @param chat whose events are copied
     * @return the other chat
     */
    String copyOf(String chat) throws Exception {
        List<ConsumerRecord<String, byte[]>> events = of(Topics.CHAT_EVENTS, chat);
        List<ConsumerRecord<String, byte[]>> messages = events.stream()
                .filter(event -> type(event).equals("chat.message-sent.v1"))
                .toList();
        String other = UUID.randomUUID().toString();
        event(events.getFirst(), other, 1);
        event(messages.get(0), other, 2);
        ProducerRecord<String, byte[]> unknown = copy(messages.get(1), other, 3);
        unknown.headers().remove(Envelope.TYPE).add(Envelope.TYPE, UNKNOWN.getBytes(StandardCharsets.US_ASCII));
        producer.send(unknown).get();
        event(messages.get(1), other, 4);
        return other;
    }

    private void event(ConsumerRecord<String, byte[]> original, String chat, long version) throws Exception {
        producer.send(copy(original, chat, version)).get();
    }

    private static ProducerRecord<String, byte[]> copy(
            ConsumerRecord<String, byte[]> original, String chat, long version) {
        ObjectNode value = (ObjectNode) JsonMapper.shared().readTree(original.value());
        value.put("chatId", chat).put("version", version).putObject("future").put("much", true);
        if (value.has("id")) {
            value.put("id", Ids.next().toString());
        }
        return record(original, chat, value);
    }

    /**
     * Asks for a message by a command with a field that no version knows.
     *
     * @param chat in which a message was sent before, whose command is copied
     */
    void send(String chat, String content) throws Exception {
        ConsumerRecord<String, byte[]> original = of(Topics.CHAT_COMMANDS, chat).stream()
                .filter(command -> type(command).equals("chat.send-message.v1"))
                .findFirst()
                .orElseThrow();
        ObjectNode value = (ObjectNode) JsonMapper.shared().readTree(original.value());
        value.put("content", content)
                .put("messageId", Ids.next().toString())
                .put("clientMessageId", UUID.randomUUID().toString())
                .putObject("future")
                .put("much", true);
        producer.send(record(original, chat, value)).get();
    }

    /** Writes a command of a type that no version knows. */
    void ask(String chat) throws Exception {
        ProducerRecord<String, byte[]> command = record(
                of(Topics.CHAT_COMMANDS, chat).getFirst(),
                chat,
                JsonMapper.shared().createObjectNode().put("chatId", chat));
        command.headers().remove(Envelope.TYPE).add(Envelope.TYPE, UNKNOWN.getBytes(StandardCharsets.US_ASCII));
        producer.send(command).get();
    }

    private static ProducerRecord<String, byte[]> record(
            ConsumerRecord<String, byte[]> original, String chat, ObjectNode value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                original.topic(),
                null,
                System.currentTimeMillis(),
                chat,
                JsonMapper.shared().writeValueAsBytes(value));
        for (Header header : original.headers()) {
            if (!OF_THE_ORIGINAL.contains(header.key())) {
                record.headers().add(header);
            }
        }
        Envelope.put(record.headers(), Envelope.ID, UUID.randomUUID().toString());
        Envelope.put(record.headers(), Envelope.SUBJECT, chat);
        Envelope.put(record.headers(), "lm_future", "much");
        return record;
    }

    private static String type(ConsumerRecord<?, ?> record) {
        return String.valueOf(Envelope.text(record.headers(), Envelope.TYPE));
    }

    private List<ConsumerRecord<String, byte[]>> of(Topic topic, String chat) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (chat.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close();
    }
}
