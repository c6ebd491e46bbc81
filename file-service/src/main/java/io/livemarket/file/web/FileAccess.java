package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileView;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;

/**
 * Who may read a file: its owner, and the participants of the chats in which its owner sent it. To everybody else it does not
 * exist. Who has just received a message may read its file at once: before anybody is refused, everything that was in the
 * log when they asked is looked at.
 */
public final class FileAccess {

    private final FileQueries queries;
    private final ReadBarrier files;
    private final ReadBarrier readers;

    public FileAccess(FileQueries queries, ReadBarrier files, ReadBarrier readers) {
        this.queries = queries;
        this.files = files;
        this.readers = readers;
    }

    /**
     * A file, for somebody who may read it.
     *
     * @throws ApiException {@code file_not_found} for everybody else, {@code unavailable} when it can't be told in time
     */
    public FileView require(UUID fileId, UUID reader) {
        FileView file = find(fileId);
        if (file.ownerId().equals(reader) || queries.wasSentTo(reader, file)) {
            return file;
        }
        boolean sure = readers.awaitAll(ReadBarrier.BOUND).isCurrent();
        if (queries.wasSentTo(reader, file)) {
            return file;
        }
        throw new ApiException(sure ? ErrorCode.FILE_NOT_FOUND : ErrorCode.UNAVAILABLE);
    }

    /** Before a file is said not to exist, every event of it is looked at. */
    private FileView find(UUID fileId) {
        return queries.find(fileId).orElseGet(() -> {
            files.require(fileId.toString());
            return queries.find(fileId).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        });
    }

    /**
     * Waits until the commands are written that attach files to every message that was committed before the call.
     *
     * @throws ApiException {@code unavailable} when that takes longer than a read may wait
     */
    void awaitAttachments() {
        readers.requireAll(ReadBarrier.BOUND);
    }

    /** Waits until the read model shows a write; a reader may be behind after that, but not the one who wrote. */
    public void awaitVersion(UUID fileId, long version) {
        if (!files.awaitShown(fileId.toString(), () -> queries.version(fileId) >= version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }
}
