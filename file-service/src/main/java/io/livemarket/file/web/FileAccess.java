package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileView;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Who may read a file: its owner, and the participants of the chats in which its owner sent it. To everybody else it does not
 * exist. Who has just received a message may read its file at once: before anybody is refused, everything that was in the
 * log when they asked is looked at.
 */
public final class FileAccess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final FileQueries queries;
    private final ProjectionRunner files;
    private final ProjectionRunner readers;
    private final Admin admin;

    public FileAccess(FileQueries queries, ProjectionRunner files, ProjectionRunner readers, KafkaClients clients) {
        this.queries = queries;
        this.files = files;
        this.readers = readers;
        this.admin = Admin.create(clients.common("access"));
    }

    /**
     * A file, for somebody who may read it.
     *
     * @throws ApiException {@code file_not_found} for everybody else, {@code unavailable} when it can't be told in time
     */
    public FileView require(UUID fileId, UUID reader) {
        FileView file = queries.find(fileId).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        if (file.ownerId().equals(reader) || queries.wasSentTo(reader, file)) {
            return file;
        }
        awaitWhatIsWritten();
        if (queries.wasSentTo(reader, file)) {
            return file;
        }
        throw new ApiException(ErrorCode.FILE_NOT_FOUND);
    }

    /** Waits until the read model shows a write; a reader may be behind after that, but not the one who wrote. */
    public void awaitVersion(UUID fileId, long version) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (queries.version(fileId) < version) {
                if (System.nanoTime() >= deadline) {
                    throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
                }
                files.awaitProgress(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    private void awaitWhatIsWritten() {
        try {
            if (!readers.awaitApplied(ends(), PATIENCE)) {
                throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The log does not say how far it is");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    private Map<Integer, Long> ends() throws ExecutionException, TimeoutException, InterruptedException {
        String topic = Topics.CHAT_EVENTS.name();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(java.util.List.of(topic)).topicNameValues().get(topic)
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).partitions()
                .forEach(partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
