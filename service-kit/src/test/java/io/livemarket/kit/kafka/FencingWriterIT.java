package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Writers of one transactional id on a real broker. */
class FencingWriterIT {

    private static final int ROUNDS = 15;

    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            "fencing-" + UUID.randomUUID(),
            Path.of("target"),
            new LiveMarketProperties.Kafka(EmbeddedStack.shared().bootstrapServers(), 1, (short) -1, Map.of()),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final KafkaClients clients = new KafkaClients(properties);
    private final Topic topic = new Topic("fencing-" + UUID.randomUUID(), "id", "test", null, false, false);

    /** Kafka has several refusals for it, by the place of the earlier writer in its transaction. */
    @Test
    void everyCommitPreventedByALaterWriterIsFenced() {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        int prevented = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (FencingWriter writer = new FencingWriter(clients, "writer", topic.name())) {
                CompletableFuture<Void> later = CompletableFuture.runAsync(this::makeAnother);
                try {
                    do {
                        writer.commit(List.of(record()));
                    } while (!later.isDone());
                } catch (KafkaException failure) {
                    assertThat(FencingWriter.isFenced(failure))
                            .as(failure.toString())
                            .isTrue();
                    prevented++;
                } finally {
                    later.join();
                }
            }
        }
        assertThat(prevented)
                .as("commits that met a later writer; without any nothing was tested")
                .isPositive();
    }

    private void makeAnother() {
        new FencingWriter(clients, "another", topic.name()).close();
    }

    private ProducerRecord<String, byte[]> record() {
        return new ProducerRecord<>(topic.name(), 0, "key", new byte[] {1});
    }
}
