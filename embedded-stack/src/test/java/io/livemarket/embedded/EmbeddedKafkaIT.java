package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedKafkaIT {

    @Test
    void recordsAreReadInTheOrderOfAcknowledgement() {
        BrokerRecords records = shared("ordered").createTopic();
        try (var producer = records.producer(Map.of())) {
            List.of("one", "two", "three").forEach(value -> records.write(producer, value));
        }

        assertThat(records.readCommitted()).containsExactly("one", "two", "three");
    }

    @Test
    void anAbortedTransactionIsNeverReadACommittedOneWhole() {
        BrokerRecords records = shared("transactional").createTopic();
        try (var producer = records.producer(Map.of("transactional.id", "embedded-kafka-it"))) {
            producer.initTransactions();
            producer.beginTransaction();
            records.write(producer, "aborted");
            producer.abortTransaction();
            producer.beginTransaction();
            records.write(producer, "first");
            records.write(producer, "second");
            producer.commitTransaction();
        }

        assertThat(records.readCommitted()).containsExactly("first", "second");
    }

    @Test
    void aTopicIsNotCreatedByWritingToIt() {
        BrokerRecords records = shared("never-created");
        try (var producer = records.producer(Map.of("max.block.ms", 1500))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-created", "x"))
                            .get())
                    .hasMessageContaining("not present in metadata");
        }
    }

    @Test
    void acknowledgedRecordsSurviveAKilledBrokerOnTheSamePort(@TempDir Path directory) {
        List<String> values =
                IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(directory).start()) {
            String address = kafka.bootstrapServers();
            BrokerRecords records = new BrokerRecords(address, "durable").createTopic();
            try (var producer = records.producer(Map.of())) {
                values.forEach(value -> records.write(producer, value));
                kafka.kill();
                assertThat(kafka.isRunning()).isFalse();
                kafka.restart();
                records.write(producer, "after");
            }

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(records.readCommitted())
                    .hasSize(501)
                    .startsWith("0", "1")
                    .endsWith("499", "after")
                    .containsSubsequence(values);
        }
    }

    @Test
    void aResumedBrokerAcknowledgesThePausedWrite(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(directory).start()) {
            BrokerRecords records = new BrokerRecords(kafka.bootstrapServers(), "paused").createTopic();
            try (var producer = records.producer(Map.of())) {
                records.write(producer, "before");
                kafka.pause();
                var sent = producer.send(new ProducerRecord<>("paused", "while paused"));
                assertThat(sent).failsWithin(Duration.ofSeconds(3));
                kafka.resume();
                assertThat(sent.get(30, TimeUnit.SECONDS).offset()).isEqualTo(1);
            }
            assertThat(records.readCommitted()).containsExactly("before", "while paused");
        }
    }

    @Test
    void theBrokerEndsWithTheKilledParentJvm(@TempDir Path directory) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlivemarket.root=" + System.getProperty("livemarket.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerOwner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long brokerPid = Long.parseLong(owner.inputReader().readLine());
        ProcessHandle broker = ProcessHandle.of(brokerPid).orElseThrow();

        owner.destroyForcibly().waitFor();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !broker.isAlive());
    }

    @Test
    void aTakenPortIsNamedInOneLine(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.builder()
                            .dataDir(directory)
                            .port(port)
                            .start())
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage("The Kafka broker did not start: Port %d is taken", port);
        }
    }

    @Test
    void anUnwritableDirectoryIsNamedInOneLine(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("log"), "a file where the broker needs a directory");

        assertThatThrownBy(() -> EmbeddedKafka.builder().dataDir(directory).start())
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageStartingWith("The Kafka broker did not start: Cannot write to " + directory.resolve("log"));
    }

    @Test
    void aTemporaryDirectoryIsGoneAfterClose() {
        EmbeddedKafka kafka = EmbeddedKafka.builder().start();
        Path directory = kafka.dataDir();
        assertThat(directory).isDirectory();

        kafka.close();

        assertThat(directory).doesNotExist();
        assertThat(kafka.isRunning()).isFalse();
    }

    private static BrokerRecords shared(String topic) {
        return new BrokerRecords(EmbeddedStack.breakable().bootstrapServers(), topic);
    }
}
