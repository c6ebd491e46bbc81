package io.livemarket.e2e;

import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A command that no service can decide: chat-service puts it into its dead letter topic. */
final class PoisonedCommand {

    /** Its content, which no list may show. */
    static final String CONTENT = "what a user wrote";

    private PoisonedCommand() {}

    /** Writes one for a chat of its own. */
    static void send(RunningSystem system) throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.kafka()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.CHAT_COMMANDS.name(),
                            UUID.randomUUID().toString(),
                            CONTENT.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not written", e);
        }
    }
}
