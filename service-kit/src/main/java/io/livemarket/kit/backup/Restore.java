package io.livemarket.kit.backup;

import io.livemarket.kit.backup.BackupManifest.FileCopy;
import io.livemarket.kit.backup.BackupManifest.GroupCopy;
import io.livemarket.kit.backup.BackupManifest.PartitionCopy;
import io.livemarket.kit.backup.BackupManifest.TopicCopy;
import io.livemarket.kit.kafka.ClusterAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a backup into a cluster in which the topics are missing or were never written to. Every partition gets its
 * records in their order, from offset 0 on; consumer groups get their positions among them. At the end everything is
 * read back and compared.
 */
public final class Restore {

    private static final Duration LISTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration LISTED_AGAIN = Duration.ofMillis(100);
    /** Settings of topics that belong to the target cluster, and are not restored. */
    private static final List<String> NOT_RESTORED = List.of(
            "min.insync.replicas",
            "leader.replication.throttled.replicas",
            "follower.replication.throttled.replicas",
            "unclean.leader.election.enable");

    private final Map<String, Object> client;
    private final Path folder;
    private final Optional<Short> replication;
    private final Consumer<String> progress;

    /**
     * @param client the settings of any client of the cluster
     * @param folder the folder of the backup
     * @param replication the number of replicas of each new topic; empty for the cluster's own setting
     * @param progress takes a line for each topic
     */
    public Restore(Map<String, Object> client, Path folder, Optional<Short> replication, Consumer<String> progress) {
        this.client = client;
        this.folder = folder;
        this.replication = replication;
        this.progress = progress;
    }

    /**
     * Reads the manifest and all files of the backup once, without a write.
     *
     * @throws BackupRefusedException when a file is missing or damaged
     */
    public BackupManifest verified() throws IOException {
        BackupManifest manifest = BackupManifest.read(folder);
        Folders.verify(folder, manifest);
        return manifest;
    }

    /**
     * Writes the topics and the positions of the consumer groups.
     *
     * @throws BackupRefusedException when the backup is damaged, a topic of the system has or had records, has another
     *     number of partitions, or another client writes meanwhile; the records that were written until then stay
     */
    public BackupManifest topics() throws IOException, InterruptedException {
        BackupManifest manifest = verified();
        try (Cluster cluster = new Cluster(client)) {
            prepare(cluster, manifest);
            Map<TopicPartition, RestoredLog> written = write(manifest);
            verify(cluster, manifest, written);
            for (GroupCopy group : manifest.groups()) {
                if (!group.positions().isEmpty()) {
                    cluster.commit(group.group(), group.positions());
                }
            }
        }
        return manifest;
    }

    /**
     * Writes the files of the embedded S3 server to its folder.
     *
     * @throws BackupRefusedException when the folder is not empty, or a path of the manifest leads out of it
     */
    public void objects(BackupManifest manifest, Path to) throws IOException {
        if (!Folders.isEmpty(to)) {
            throw new BackupRefusedException(to + " is not empty");
        }
        for (FileCopy file : manifest.objects()) {
            Path target = Folders.within(
                    to,
                    Path.of(Folders.OBJECTS).relativize(Path.of(file.path())).toString());
            Folders.makeParent(target);
            Files.copy(Folders.within(folder, file.path()), target);
        }
    }

    /**
     * Makes the missing topics. A topic that a broker did not list, and that exists, is checked as the listed ones are.
     */
    private void prepare(Cluster cluster, BackupManifest manifest) throws InterruptedException {
        long deadline = System.nanoTime() + LISTED_WITHIN.toNanos();
        while (true) {
            Map<String, Integer> there = cluster.topics();
            requireEmpty(cluster, there, manifest);
            if (make(cluster, there, manifest)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new KafkaException("The cluster has topics that no broker lists");
            }
            Thread.sleep(LISTED_AGAIN);
        }
    }

    private static void requireEmpty(Cluster cluster, Map<String, Integer> there, BackupManifest manifest)
            throws InterruptedException {
        for (TopicCopy topic : manifest.topics()) {
            int wanted = topic.partitions().size();
            int found = there.getOrDefault(topic.name(), wanted);
            if (found != wanted) {
                throw new BackupRefusedException(
                        "%s has %d partitions and had %d: a key would be looked for in another partition than "
                                        .formatted(topic.name(), found, wanted)
                                + "its records are in. Delete the topic, or make it with " + wanted);
            }
        }
        List<String> written =
                cluster.ends(Cluster.partitions(there), IsolationLevel.READ_UNCOMMITTED).entrySet().stream()
                        .filter(end -> end.getValue() > 0)
                        .map(end -> end.getKey().topic())
                        .distinct()
                        .sorted()
                        .toList();
        if (!written.isEmpty()) {
            throw new BackupRefusedException(
                    "The cluster is not empty: " + written + " have or had records. Restore into another "
                            + "cluster, or stop the services and delete these topics");
        }
    }

    private boolean make(Cluster cluster, Map<String, Integer> there, BackupManifest manifest)
            throws InterruptedException {
        List<NewTopic> missing = new ArrayList<>();
        for (TopicCopy topic : manifest.topics()) {
            if (!there.containsKey(topic.name())) {
                Map<String, String> config = topic.config().entrySet().stream()
                        .filter(setting -> !NOT_RESTORED.contains(setting.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                missing.add(new NewTopic(
                                topic.name(), Optional.of(topic.partitions().size()), replication)
                        .configs(config));
            }
        }
        return cluster.create(missing);
    }

    private Map<TopicPartition, RestoredLog> write(BackupManifest manifest) throws IOException, InterruptedException {
        Map<TopicPartition, RestoredLog> written = new LinkedHashMap<>();
        try (LogWriter writer = new LogWriter(client)) {
            for (TopicCopy topic : manifest.topics()) {
                for (PartitionCopy partition : topic.partitions()) {
                    TopicPartition log = new TopicPartition(topic.name(), partition.partition());
                    RestoredLog restored =
                            writer.write(log, folder.resolve(partition.file().path()));
                    if (restored.records() != partition.records()) {
                        throw new BackupRefusedException("%s has %d records in its file and %d in the manifest"
                                .formatted(log, restored.records(), partition.records()));
                    }
                    written.put(log, restored);
                }
                progress.accept("%s: %d records".formatted(topic.name(), topic.records()));
            }
        }
        return written;
    }

    private void verify(Cluster cluster, BackupManifest manifest, Map<TopicPartition, RestoredLog> written)
            throws IOException, InterruptedException {
        Map<TopicPartition, Long> ends = cluster.ends(written.keySet(), IsolationLevel.READ_UNCOMMITTED);
        Map<String, Map<String, String>> settings = cluster.configurations(
                manifest.topics().stream().map(TopicCopy::name).toList());
        try (LogCopy logs = new LogCopy(client)) {
            for (TopicCopy topic : manifest.topics()) {
                boolean compacted = ClusterAnswers.entry(settings, topic.name())
                        .getOrDefault("cleanup.policy", "")
                        .contains("compact");
                for (PartitionCopy partition : topic.partitions()) {
                    TopicPartition log = new TopicPartition(topic.name(), partition.partition());
                    RestoredLog restored = ClusterAnswers.entry(written, log);
                    long end = ClusterAnswers.entry(ends, log);
                    if (end != restored.records()) {
                        throw new BackupRefusedException(
                                ("%s ends at %d and has %d restored records: something else wrote to it. Stop "
                                                + "the services, delete the topics, and restore again")
                                        .formatted(log, end, restored.records()));
                    }
                    HeldRecords held = logs.held(log, restored.records());
                    requireAsWritten(
                            log,
                            restored,
                            folder.resolve(partition.file().path()),
                            held,
                            held.mayLack(ClusterAnswers.entry(cluster.beginnings(List.of(log)), log), compacted));
                }
            }
        }
    }

    /** Compares the records that the broker has not removed with those that were written. */
    private void requireAsWritten(
            TopicPartition log, RestoredLog restored, Path file, HeldRecords held, boolean mayLack)
            throws IOException, InterruptedException {
        String written = held.missing() == 0 ? restored.digest() : LogWriter.digest(log, file, held::holds);
        if (!mayLack || !held.digest().equals(written)) {
            throw new BackupRefusedException(log + " reads back as something else than was written");
        }
        if (held.missing() > 0) {
            progress.accept("%s: retention or compaction has removed %d of %d records"
                    .formatted(log, held.missing(), restored.records()));
        }
    }
}
