package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.testing.UnconfirmedCommits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Writers of one transactional id on a real broker. */
class FencingWriterIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int APPENDS = 15;

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

    /** One of the instances that append: it decides the number of a record by those that it has read. */
    private final class Instance implements FencedLog.Reader, AutoCloseable {

        private final List<String> read = new CopyOnWriteArrayList<>();
        private final AtomicInteger writers = new AtomicInteger();
        private final LogEnds ends = LogEnds.ofAllWritten(clients, topic);
        private final FencedLog log = new FencedLog(this::writer, this);
        private final TopicTail tail = TopicTail.fromBeginning("instance", clients, List.of(topic), this::take);

        private FencingWriter writer() {
            return writers.incrementAndGet() % 3 == 0
                    ? UnconfirmedCommits.writer(clients, topic.name())
                    : new FencingWriter(clients, "writer", topic.name());
        }

        private void take(ConsumerRecord<String, byte[]> record) {
            log.read(record);
            read.add(record.key());
        }

        private void appendAll() {
            for (int i = 0; i < APPENDS; i++) {
                log.append(this::next);
            }
        }

        private ProducerRecord<String, byte[]> next(UUID id) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topic.name(), 0, Integer.toString(read.size()), new byte[] {1});
            Envelope.put(record.headers(), Envelope.ID, id.toString());
            return record;
        }

        @Override
        public void awaitEnd() {
            awaitRead(ends.ask()
                    .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .get(0));
        }

        @Override
        public void awaitRead(long offset) {
            try {
                assertThat(tail.awaitPosition(new TopicPartition(topic.name(), 0), offset, LIMIT))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            tail.close();
            ends.close();
        }
    }

    /** Kafka has several refusals for a fenced writer, one of them an unexpected error of the server. */
    @Test
    void concurrentAppendsAreDecidedInOrderAndWrittenOnce() {
        new TopicProvisioner(clients, properties.kafka()).provision(List.of(topic));
        try (Instance one = new Instance();
                Instance other = new Instance()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(one::appendAll), CompletableFuture.runAsync(other::appendAll))
                    .join();
            one.awaitEnd();
            assertThat(one.read)
                    .containsExactlyElementsOf(IntStream.range(0, 2 * APPENDS)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(one.writers.get() + other.writers.get())
                    .as("writers; without failed commits nothing was tested")
                    .isGreaterThan(2 * APPENDS);
        }
    }
}
