package io.livemarket.kit.command;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.testkit.running.TestProducer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics of commands and answers of a test's own, and the decider that writes the answers. */
final class AnsweredTopics implements AutoCloseable {

    private static final EventCodec<FileResult> RESULTS = EventCodec.of(FileResult.class);

    private final String name = "answered-" + UUID.randomUUID();
    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            name,
            Path.of("target"),
            new LiveMarketProperties.Kafka(EmbeddedStack.shared().bootstrapServers(), 2, (short) -1, Map.of()),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaClients clients = new KafkaClients(properties, meters, Tracing.OFF);
    private final Topic commands = new Topic(name + "-commands", "id", "test", null, false, false);
    private final Topic results = new Topic(name + "-results", "origin", "test", null, false, false);
    private final KafkaProducer<String, byte[]> decider = TestProducer.create(clients.producer("decider"));

    KafkaClients clients() {
        return clients;
    }

    /** How many commands the client shows as awaited. */
    double awaited() {
        return meters.get("livemarket.commands.awaited").gauge().value();
    }

    LiveMarketProperties.Kafka settings() {
        return properties.kafka();
    }

    Topic commands() {
        return commands;
    }

    Topic results() {
        return results;
    }

    List<Topic> all() {
        return List.of(commands, results);
    }

    void answer(String origin, FileResult result) throws InterruptedException, ExecutionException, TimeoutException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(results.name(), origin, RESULTS.write(result));
        Envelope.describe(
                record.headers(),
                result.commandId() + "-r",
                RESULTS.types().nameOf(result),
                "/test",
                Instant.now(),
                result.commandId());
        decider.send(record).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        decider.close(Duration.ofSeconds(2));
    }
}
