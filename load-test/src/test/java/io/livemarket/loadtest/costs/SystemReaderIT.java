package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.EmbeddedMongo;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.loadtest.LoadTestRunner;
import io.livemarket.loadtest.hop.Hop;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readings of a broker and a store through which a known number of bytes went, and the hop that sends them. */
@Timeout(120)
@OnEmbeddedParts("reads the counters of the broker's process")
class SystemReaderIT {

    private static final String FIRST = "load-test.hop.first";
    private static final String SECOND = "load-test.hop.second";
    private static final int RECORDS = 50;
    private static final long SENT = 50 * 900;

    @TempDir
    private Path data;

    @Test
    void bytesAreCountedAndAHopIsTimed() throws Exception {
        Files.createDirectories(data.resolve("services/chat-1"));
        Files.write(data.resolve("services/chat-1/state"), new byte[70]);
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                EmbeddedMongo store = EmbeddedMongo.start();
                SystemReader reader = new SystemReader(data, system(kafka, store))) {
            try (Hop hop = new Hop(kafka.bootstrapServers(), 900)) {
                assertThat(hop.run(false, 100, Duration.ofMillis(500)).count()).isEqualTo(RECORDS);
                Reading direct = reader.read();
                assertThat(direct.in().getOrDefault(SECOND, 0L)).isZero();
                assertThat(direct.in().get(FIRST)).isBetween(SENT, 2 * SENT);
                assertThat(direct.out().get(FIRST)).isBetween(SENT, 2 * SENT);
                assertThat(direct.log().get(FIRST)).isBetween(SENT, 2 * SENT);

                assertThat(hop.run(true, 100, Duration.ofMillis(500)).count()).isEqualTo(RECORDS);
                try (MongoClient client = MongoClients.create(store.uri())) {
                    client.getDatabase("chat")
                            .getCollection("messages")
                            .insertOne(new Document("content", "a".repeat(500)));
                }
                Reading forwarded = reader.read();
                assertThat(forwarded.in().get(FIRST) - direct.in().get(FIRST)).isBetween(SENT, 2 * SENT);
                assertThat(forwarded.in().get(SECOND)).isBetween(SENT, 2 * SENT);
                assertThat(Reading.added(direct.store(), forwarded.store()).get("chat"))
                        .isBetween(500L, 1_000L);
                assertThat(forwarded.local()).containsEntry("chat-1", 70L);
                assertThat(forwarded.cpuSince(direct).get(SystemFile.BROKER)).isNotNegative();
                assertThat(reader.heaps().get(SystemFile.BROKER)).isGreaterThan(1L << 20);
            }
            assertThat(LoadTestRunner.output(
                            "hop",
                            "--kafka",
                            kafka.bootstrapServers(),
                            "--rate",
                            "100",
                            "--time",
                            "300ms",
                            "--rounds",
                            "1"))
                    .containsSubsequence(
                            "warm-up, one topic",
                            "(30 values)",
                            "warm-up, forwarded",
                            "(30 values)",
                            "round 1, one topic",
                            "(30 values)",
                            "round 1, forwarded",
                            "(30 values)");
        }
    }

    /** The store's process is that of the broker: a JVM does not attach to itself. */
    private static SystemFile system(EmbeddedKafka kafka, EmbeddedMongo store) {
        return new SystemFile(
                true,
                URI.create("http://127.0.0.1:1"),
                kafka.bootstrapServers(),
                List.of(
                        new SystemFile.Part(SystemFile.BROKER, kafka.pid(), kafka.bootstrapServers()),
                        new SystemFile.Part(
                                SystemFile.STORE,
                                kafka.pid(),
                                URI.create(store.uri()).getAuthority())));
    }
}
