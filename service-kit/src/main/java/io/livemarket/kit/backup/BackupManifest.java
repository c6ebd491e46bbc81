package io.livemarket.kit.backup;

import io.livemarket.events.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The content of a backup. It has no secret; the records themselves are as private as the topics.
 *
 * @param format {@link #FORMAT} of the version that wrote the backup
 * @param clusterId the id of the cluster that was backed up
 * @param groups the positions of the consumer groups in the topics
 * @param objects the files of the embedded S3 server; empty where S3 is another system
 */
public record BackupManifest(
        int format,
        Instant takenAt,
        String clusterId,
        List<TopicCopy> topics,
        List<GroupCopy> groups,
        List<FileCopy> objects) {

    /**
     * The format of this version; greater than the former format where a version that knows only the former one could
     * not restore the backup.
     */
    public static final int FORMAT = 1;

    static final String NAME = "manifest.json";

    /**
     * A topic of the backup.
     *
     * @param config the settings of the topic itself; its numbers of replicas and in-sync replicas are settings of the
     *     target cluster
     */
    public record TopicCopy(String name, Map<String, String> config, List<PartitionCopy> partitions) {

        long records() {
            return partitions.stream().mapToLong(PartitionCopy::records).sum();
        }
    }

    /**
     * A partition of the backup.
     *
     * @param first the offset of the first record, or {@code end} where there is none
     * @param end the offset behind the last committed record
     * @param digest the SHA-256 of the records' timestamps, keys, values and headers in their order, without offsets
     */
    public record PartitionCopy(int partition, long first, long end, long records, String digest, FileCopy file) {}

    /** A consumer group and its positions. */
    public record GroupCopy(String group, List<Position> positions) {}

    /**
     * The position of a group in one partition.
     *
     * @param offset the offset in the cluster that was backed up
     * @param restored the offset in the copy: the number of its records before the position
     */
    public record Position(
            String topic,
            int partition,
            long offset,
            long restored,
            @Nullable String metadata) {}

    /**
     * A file of the backup.
     *
     * @param path the path in the backup's folder
     */
    public record FileCopy(String path, long bytes, String sha256) {}

    /** The files of the backup, without the manifest. */
    Stream<FileCopy> files() {
        return Stream.concat(
                objects.stream(),
                topics.stream().flatMap(topic -> topic.partitions().stream()).map(PartitionCopy::file));
    }

    /** The number of records of all topics. */
    public long records() {
        return topics.stream().mapToLong(TopicCopy::records).sum();
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws BackupRefusedException when there is no manifest, or one of a newer format
     */
    public static BackupManifest read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new BackupRefusedException(
                    folder + " has no " + NAME + ": it is no backup, or one that was not finished");
        }
        try {
            byte[] json = Files.readAllBytes(file);
            int format = Json.MAPPER.readTree(json).path("format").asInt(0);
            if (format < 1 || format > FORMAT) {
                throw new BackupRefusedException(
                        file + " has format " + format + ", and this version knows 1 to " + FORMAT);
            }
            return Json.read(json, BackupManifest.class);
        } catch (JacksonException e) {
            throw new BackupRefusedException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Writes the manifest, completely or not at all. */
    void write(Path folder) throws IOException {
        Path unfinished = folder.resolve(NAME + ".new");
        Files.write(unfinished, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}
