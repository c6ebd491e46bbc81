package io.livemarket.kit.backup;

import io.livemarket.kit.backup.BackupManifest.FileCopy;
import io.livemarket.kit.backup.BackupManifest.GroupCopy;
import io.livemarket.kit.backup.BackupManifest.PartitionCopy;
import io.livemarket.kit.backup.BackupManifest.Position;
import io.livemarket.kit.backup.BackupManifest.TopicCopy;
import io.livemarket.kit.kafka.ClusterAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a backup: every committed record of every topic of the system at one time, and the positions of the consumer
 * groups. Valid only while no client writes, which is checked before the first record and after the last; a backup
 * during which a record was written fails.
 */
public final class Backup {

    /** The default time of watching the topics: longer than the pause between two heartbeats of a gateway. */
    public static final Duration WATCH = Duration.ofSeconds(4);

    static final String TOPICS = "topics";

    private final Map<String, Object> client;
    private final Path folder;
    private final Duration watch;
    private final Consumer<String> progress;

    /**
     * @param client the settings of any client of the cluster
     * @param folder the folder of the backup, which does not exist, or is empty
     * @param watch the time for which the topics are watched before the backup; {@link #WATCH} unless the broker has no
     *     other clients
     * @param progress takes a line for each topic
     */
    public Backup(Map<String, Object> client, Path folder, Duration watch, Consumer<String> progress) {
        this.client = client;
        this.folder = folder;
        this.watch = watch;
        this.progress = progress;
    }

    /**
     * Writes the backup.
     *
     * @param objects the folder of the embedded S3 server; empty where S3 is another system
     * @throws BackupRefusedException when the folder is not empty, there is no topic, or a record is written meanwhile
     */
    public BackupManifest take(Optional<Path> objects) throws IOException, InterruptedException {
        Folders.makeEmpty(folder);
        try (Cluster cluster = new Cluster(client);
                LogCopy logs = new LogCopy(client)) {
            Map<String, Integer> topics = cluster.topics();
            if (topics.isEmpty()) {
                throw new BackupRefusedException(
                        "The cluster has no topic " + Cluster.PREFIX + "…: there is nothing to back up");
            }
            QuietLogs quiet = QuietLogs.watched(cluster, Cluster.partitions(topics), watch);
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = cluster.groups();
            Map<String, Map<String, String>> configurations = cluster.configurations(topics.keySet());
            Files.createDirectory(folder.resolve(TOPICS));
            List<TopicCopy> copies = new ArrayList<>();
            Map<TopicPartition, Map<Long, Long>> before = new HashMap<>();
            for (Map.Entry<String, Integer> topic : topics.entrySet()) {
                List<PartitionCopy> partitions = new ArrayList<>();
                for (TopicPartition log : Cluster.partitions(Map.of(topic.getKey(), topic.getValue()))) {
                    LogCopy.Copied copied = logs.write(
                            log,
                            ClusterAnswers.entry(quiet.ends(), log),
                            committed(groups, log),
                            folder,
                            TOPICS + "/" + log + RecordFile.SUFFIX);
                    partitions.add(copied.partition());
                    before.put(log, copied.before());
                }
                copies.add(new TopicCopy(
                        topic.getKey(), ClusterAnswers.entry(configurations, topic.getKey()), partitions));
                progress.accept("%s: %d records"
                        .formatted(topic.getKey(), copies.getLast().records()));
            }
            List<FileCopy> files =
                    objects.isPresent() ? Folders.copy(objects.get(), folder, Folders.OBJECTS) : List.of();
            quiet.requireUnchanged();
            BackupManifest manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    cluster.id(),
                    copies,
                    positions(groups, before),
                    files);
            manifest.write(folder);
            return manifest;
        }
    }

    private static List<Long> committed(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups, TopicPartition log) {
        return groups.values().stream()
                .map(offsets -> offsets.get(log))
                .filter(Objects::nonNull)
                .map(OffsetAndMetadata::offset)
                .toList();
    }

    private static List<GroupCopy> positions(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> groups, Map<TopicPartition, Map<Long, Long>> before) {
        List<GroupCopy> copies = new ArrayList<>();
        groups.forEach((group, offsets) -> {
            List<Position> positions = new ArrayList<>();
            offsets.forEach((log, offset) -> {
                // A deleted topic may have left an offset of a group.
                Map<Long, Long> counts = before.get(log);
                if (counts != null) {
                    positions.add(new Position(
                            log.topic(),
                            log.partition(),
                            offset.offset(),
                            ClusterAnswers.entry(counts, offset.offset()),
                            offset.metadata()));
                }
            });
            copies.add(new GroupCopy(group, positions));
        });
        return copies;
    }
}
