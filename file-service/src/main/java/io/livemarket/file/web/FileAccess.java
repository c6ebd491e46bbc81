package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.projection.LogEnd;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.UUID;

/**
 * Who may read a file: its owner, and the participants of the chats in which its owner sent it. To everybody else it does not
 * exist. Who has just received a message may read its file at once: before anybody is refused, everything that was in the
 * log when they asked is looked at.
 */
public final class FileAccess {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final FileQueries queries;
    private final ProjectionRunner files;
    private final ProjectionRunner readers;
    private final LogEnd end;

    public FileAccess(FileQueries queries, ProjectionRunner files, ProjectionRunner readers, LogEnd end) {
        this.queries = queries;
        this.files = files;
        this.readers = readers;
        this.end = end;
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
        end.awaitApplied(readers, Topics.CHAT_EVENTS, PATIENCE);
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
}
