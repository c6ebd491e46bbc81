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
 * What a backup holds. It names no secret; the records themselves are as private as the topics are.
 *
 * @param format {@link #FORMAT} of the version that wrote it
 * @param clusterId of the cluster that the records are from
 * @param groups the consumer groups' positions in the topics
 * @param objects files of the embedded S3 server; empty where S3 is another system
 */
public record BackupManifest(
        int format,
        Instant takenAt,
        String clusterId,
        List<TopicCopy> topics,
        List<GroupCopy> groups,
        List<FileCopy> objects) {

    /** Grows when a version that knows only the former one could not restore it. */
    public static final int FORMAT = 1;

    static final String NAME = "manifest.json";

    /**
     * A topic.
     *
     * @param config what was set for the topic itself; copies and in-sync copies are the target cluster's own matter
     */
    public record TopicCopy(String name, Map<String, String> config, List<PartitionCopy> partitions) {

        long records() {
            return partitions.stream().mapToLong(PartitionCopy::records).sum();
        }
    }

    /**
     * A partition.
     *
     * @param first offset of the first record, or {@code end} where there is none
     * @param end the offset behind the last committed record
     * @param digest SHA-256 of the records' timestamps, keys, values and headers in their order, without offsets
     */
    public record PartitionCopy(int partition, long first, long end, long records, String digest, FileCopy file) {}

    /** A consumer group. */
    public record GroupCopy(String group, List<Position> positions) {}

    /**
     * How far a group is in one partition.
     *
     * @param offset in the cluster that was backed up
     * @param restored the offset in the copy: how many of its records are before it
     */
    public record Position(String topic, int partition, long offset, long restored, @Nullable String metadata) {}

    /** @param path below the backup's folder */
    public record FileCopy(String path, long bytes, String sha256) {}

    /** Every file but the manifest. */
    Stream<FileCopy> files() {
        return Stream.concat(
                objects.stream(),
                topics.stream().flatMap(topic -> topic.partitions().stream()).map(PartitionCopy::file));
    }

    /** How many records all topics hold. */
    public long records() {
        return topics.stream().mapToLong(TopicCopy::records).sum();
    }

    /**
     * The manifest of a backup.
     *
     * @throws BackupRefusedException when there is none, or one of a newer format
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

    /** Writes it, whole or not at all. */
    void write(Path folder) throws IOException {
        Path unfinished = folder.resolve(NAME + ".new");
        Files.write(unfinished, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}
