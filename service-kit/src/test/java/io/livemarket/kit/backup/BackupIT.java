package io.livemarket.kit.backup;

import static io.livemarket.kit.backup.BackedUpTopics.EVENTS;
import static io.livemarket.kit.backup.BackedUpTopics.FOREIGN;
import static io.livemarket.kit.backup.BackedUpTopics.JOURNAL;
import static io.livemarket.kit.backup.BackedUpTopics.LETTERS;
import static io.livemarket.kit.backup.BackedUpTopics.PARTITIONS;
import static io.livemarket.kit.backup.BackedUpTopics.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.backup.BackupManifest.PartitionCopy;
import io.livemarket.kit.backup.BackupManifest.TopicCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup of one broker, and its restore on another. */
@OnEmbeddedParts("needs a second broker, and restarts one")
class BackupIT {

    private static EmbeddedKafka source;
    private static EmbeddedKafka target;
    private static BackedUpTopics from;

    private static Path backup;
    private static BackupManifest taken;

    @TempDir
    private Path folder;

    private BackedUpTopics to;

    @BeforeAll
    static void fillAndBackUp(@TempDir Path shared) throws Exception {
        source = EmbeddedKafka.builder().start();
        target = EmbeddedKafka.builder().start();
        from = new BackedUpTopics(source);
        from.fill();
        ProducerRecord<byte[], byte[]> note = record(LETTERS, 0, "k", null);
        Envelope.put(note.headers(), Envelope.DEAD_LETTER, LETTERS + "-0@0");
        from.write(record(LETTERS, 0, "k", "unreadable"));
        from.write(note);
        backup = shared.resolve("backup");
        taken = backUp(source, backup);
    }

    @AfterAll
    static void close() {
        source.close();
        target.close();
    }

    /** Each test has the target to itself. */
    @BeforeEach
    void empty() throws Exception {
        to = new BackedUpTopics(target);
        try (Admin admin = Admin.create(to.client())) {
            List<String> names = List.copyOf(admin.listTopics().names().get());
            admin.deleteTopics(names).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
        }
    }

    @Test
    void aRestoreHasEveryCommittedRecordInItsPlace() throws Exception {
        assertThat(taken.topics()).extracting(TopicCopy::name).containsExactly(LETTERS, EVENTS, JOURNAL);
        restore(backup);

        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(to.bodies(EVENTS, partition)).isEqualTo(from.bodies(EVENTS, partition));
        }
        assertThat(to.read(EVENTS, 1))
                .extracting(record -> new String(record.value()))
                .containsExactly("one", "two", "three");
        assertThat(to.read(JOURNAL, 0))
                .anySatisfy(tombstone -> assertThat(tombstone.value()).isNull());
        assertThat(digests(backUp(target, folder.resolve("second")))).isEqualTo(digests(taken));
    }

    @Test
    void topicsAreRestoredUnchangedAndOthersLeftOut() throws Exception {
        restore(backup);
        try (Admin admin = Admin.create(to.client())) {
            assertThat(admin.listTopics().names().get())
                    .contains(EVENTS, JOURNAL)
                    .doesNotContain(FOREIGN);
            assertThat(admin.describeTopics(List.of(EVENTS))
                            .allTopicNames()
                            .get()
                            .get(EVENTS)
                            .partitions())
                    .hasSize(PARTITIONS);
            ConfigResource journal = new ConfigResource(ConfigResource.Type.TOPIC, JOURNAL);
            assertThat(admin.describeConfigs(List.of(journal))
                            .all()
                            .get()
                            .get(journal)
                            .entries())
                    .filteredOn(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .extracting(ConfigEntry::name)
                    .contains("cleanup.policy")
                    .doesNotContain("min.insync.replicas");
        }
    }

    @Test
    void groupsGoOnBehindTheRecordsThatTheyHad() throws Exception {
        restore(backup);
        // 6 was the offset of the third record of partition 1, and 2 the end of partition 2 with its marker.
        assertThat(to.positions())
                .isEqualTo(Map.of(
                        new TopicPartition(EVENTS, 1),
                        new OffsetAndMetadata(2, "lm:last"),
                        new TopicPartition(EVENTS, 2),
                        new OffsetAndMetadata(1)));
    }

    @Test
    void whileAnythingIsWrittenThereIsNoBackup() throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Path unfinished = folder.resolve("b");
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    from.write(record(JOURNAL, 0, "position", "3"));
                } catch (InterruptedException | InterruptException e) {
                    return;
                } catch (Exception e) {
                    failure.set(e);
                    return;
                }
            }
        });
        try {
            assertThatThrownBy(() -> new Backup(from.client(), unfinished, Duration.ofSeconds(4), _ -> {})
                            .take(Optional.empty()))
                    .isInstanceOf(BackupRefusedException.class)
                    .hasMessageContaining(JOURNAL)
                    .hasMessageContaining("Services run");
        } finally {
            writer.interrupt();
            writer.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(unfinished.resolve(BackupManifest.NAME)).doesNotExist();
        assertThatThrownBy(() -> restore(unfinished))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("not finished");
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsRefused() throws Exception {
        to.make(EVENTS, PARTITIONS + 1, Map.of());
        assertThatThrownBy(() -> restore(backup))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining(EVENTS + " has 4 partitions and had 3");
    }

    @Test
    void emptyTopicsOfOperatorsAreFilled() throws Exception {
        to.make();
        restore(backup);
        assertThatThrownBy(() -> restore(backup))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("is not empty")
                .hasMessageContaining(EVENTS);
    }

    /**
     * Records of different weeks are in different segments, all of which but the last a broker compacts within seconds.
     */
    @Test
    void recordsThatCompactionRemovesMeanwhileAreNoDamage() throws Exception {
        to.make(JOURNAL, 1, Map.of("retention.ms", "-1"));
        long week = Duration.ofDays(8).toMillis();
        for (int i = 0; i < 4; i++) {
            // Larger than half of a batch: each goes to the log alone.
            to.write(new ProducerRecord<>(
                    JOURNAL,
                    0,
                    System.currentTimeMillis() - (4 - i) * week,
                    BackedUpTopics.bytes("position"),
                    BackedUpTopics.bytes(Integer.toString(i).repeat(200_000))));
        }
        Path journal = folder.resolve("journal");
        backUp(target, journal);
        empty();
        to.make(JOURNAL, 1, Map.of("cleanup.policy", "compact"));

        List<String> progress = new CopyOnWriteArrayList<>();
        new Restore(to.client(), journal, Optional.empty(), line -> {
                    progress.add(line);
                    if (line.startsWith(JOURNAL + ": ")) {
                        await().atMost(Duration.ofSeconds(90))
                                .until(() -> to.read(JOURNAL, 0).size() < 4);
                    }
                })
                .topics();
        assertThat(progress)
                .last()
                .asString()
                .isEqualTo(JOURNAL + "-0: retention or compaction has removed 2 of 4 records");
        assertThat(to.read(JOURNAL, 0)).extracting(ConsumerRecord::offset).containsExactly(2L, 3L);
    }

    @Test
    void aDamagedFileIsFoundBeforeAnythingIsWritten() throws Exception {
        Path damaged = copyOfTheBackup();
        Path file = damaged.resolve(
                taken.topics().getFirst().partitions().getFirst().file().path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> restore(damaged))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("missing or damaged");
        try (Admin admin = Admin.create(to.client())) {
            assertThat(admin.listTopics().names().get()).doesNotContain(EVENTS);
        }
    }

    @Test
    void aBackupIsNeverWrittenOverAnother() throws Exception {
        assertThatThrownBy(() -> backUp(source, backup))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void aBackupOfANewerFormatIsRefused() throws Exception {
        Path newer = copyOfTheBackup();
        Path manifest = newer.resolve(BackupManifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> restore(newer))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("format 2");
    }

    /**
     * A service that starts too early writes to a partition that is restored, or to one that has no records to restore.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRestoreBesideAWriterIsRefused(int partition) throws Exception {
        AtomicBoolean wrote = new AtomicBoolean();
        Restore restore = new Restore(to.client(), backup, Optional.empty(), _ -> {
            if (!wrote.getAndSet(true)) {
                to.writeUnchecked(record(EVENTS, partition, "a", "too early"));
            }
        });
        assertThatThrownBy(restore::topics)
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining(EVENTS + "-" + partition)
                .hasMessageContaining("something else");
    }

    @Test
    void aRestoreBesideAMemberOfAGroupIsRefused() throws Exception {
        to.make();
        try (KafkaConsumer<byte[], byte[]> member = to.member()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });
            assertThatThrownBy(() -> restore(backup))
                    .isInstanceOf(BackupRefusedException.class)
                    .hasMessageContaining(BackedUpTopics.GROUP)
                    .hasMessageContaining("members");
        }
    }

    private Path copyOfTheBackup() throws IOException {
        Path copy = folder.resolve("copy");
        Folders.copy(backup, folder, "copy");
        return copy;
    }

    private static BackupManifest backUp(EmbeddedKafka kafka, Path into) throws IOException, InterruptedException {
        return new Backup(Map.of("bootstrap.servers", kafka.bootstrapServers()), into, Duration.ZERO, _ -> {})
                .take(Optional.empty());
    }

    private void restore(Path backup) throws IOException, InterruptedException {
        new Restore(to.client(), backup, Optional.empty(), _ -> {}).topics();
    }

    private static List<String> digests(BackupManifest manifest) {
        return manifest.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(PartitionCopy::digest)
                .toList();
    }
}
