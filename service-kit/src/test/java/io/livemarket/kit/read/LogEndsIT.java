package io.livemarket.kit.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The ends of a partition, also with a transaction that is open, on a real broker. */
class LogEndsIT {

    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            "ends-" + UUID.randomUUID(),
            Path.of("target"),
            new LiveMarketProperties.Kafka(EmbeddedStack.shared().bootstrapServers(), 1, (short) -1, Map.of()),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final KafkaClients clients = new KafkaClients(properties);
    private final Topic topic = new Topic("ends-" + UUID.randomUUID(), "id", "test", null, false, false);

    @Test
    void openTransactionsAreBehindTheEndForCommittedReaders() throws Exception {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        Map<String, Object> config = new HashMap<>(clients.producer("ends"));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name());
        config.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000L); // A new broker first makes the topic of its transactions.
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config);
                LogEnds committed = new LogEnds(clients, topic);
                LogEnds written = LogEnds.ofAllWritten(clients, topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), "a", new byte[0])).get(60, TimeUnit.SECONDS);
            assertThat(end(committed)).isZero();
            assertThat(end(written)).isEqualTo(1);
            producer.commitTransaction();
            await().atMost(Duration.ofSeconds(60)).until(() -> end(committed) == 2);
            assertThat(end(written)).isEqualTo(2);
        }
    }

    @Test
    void callersWithinAnIntervalShareTheNextRequest() throws Exception {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        Duration apart = Duration.ofMillis(200);
        try (LogEnds ends = LogEnds.apart(clients, topic, apart)) {
            end(ends);
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                end(ends);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(apart.multipliedBy(2));
        }
        try (LogEnds ends = LogEnds.apart(clients, topic, Duration.ofHours(1))) {
            end(ends);
            CompletableFuture<Map<Integer, Long>> next = ends.ask();
            assertThat(IntStream.range(0, 1_000).mapToObj(_ -> ends.ask())).allMatch(asked -> asked == next);
            assertThat(next).as("until the hour has passed").isNotDone();
        }
    }

    private static long end(LogEnds ends) throws Exception {
        return ends.ask().get(60, TimeUnit.SECONDS).get(0);
    }
}
