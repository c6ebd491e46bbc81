package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileQueries.Found;
import io.livemarket.file.projection.FileView;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Who may read a file: its owner, and the participants of the chats in which its owner sent it. To everybody else it
 * does not exist. Who has just received a message may read its file at once: before anybody is refused, everything that
 * was in the log when they asked is looked at.
 */
public final class FileAccess {

    private final FileQueries queries;
    private final ReadBarrier files;
    private final ReadBarrier readers;
    private final ReadBarrier profiles;

    public FileAccess(FileQueries queries, ReadBarrier files, ReadBarrier readers, ReadBarrier profiles) {
        this.profiles = profiles;
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

    /**
     * The files among these that the reader may read, in the order of their ids. What the read models do not show, and
     * may show after events that were committed before the call, is waited for once, for all files together.
     *
     * @throws ApiException {@code unavailable} when the events are not there in time
     */
    List<FileView> readable(Collection<UUID> fileIds, UUID reader) {
        Found found = queries.find(fileIds);
        if (!found.unknown().isEmpty()) {
            files.require(found.unknown().stream().map(UUID::toString).toList());
            found = queries.find(fileIds);
        }
        Collection<FileView> others = found.there().values().stream()
                .filter(file -> !file.ownerId().equals(reader))
                .toList();
        Set<UUID> sent = queries.sentTo(reader, others);
        if (sent.size() < others.size()) {
            boolean sure = readers.awaitAll(ReadBarrier.BOUND).isCurrent();
            sent = queries.sentTo(reader, others);
            if (sent.size() < others.size() && !sure) {
                throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
            }
        }
        Set<UUID> allowed = sent;
        return fileIds.stream()
                .distinct()
                .map(found.there()::get)
                .filter(Objects::nonNull)
                .filter(file -> file.ownerId().equals(reader) || allowed.contains(file.id()))
                .toList();
    }

    /** Before a file is said not to exist, every event of it is looked at. */
    private FileView find(UUID fileId) {
        return queries.find(fileId).orElseGet(() -> {
            files.require(fileId.toString());
            return queries.find(fileId).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        });
    }

    /**
     * Waits until the commands are written that attach files to every message, and to the owner's profile, that was
     * committed before the call.
     *
     * @throws ApiException {@code unavailable} when that takes longer than a read may wait
     */
    void awaitAttachments(UUID owner) {
        readers.requireAll(ReadBarrier.BOUND);
        profiles.require(owner.toString());
    }

    /** Waits until the read model shows a write; a reader may be behind after that, but not the one who wrote. */
    public void awaitVersion(UUID fileId, long version) {
        if (!files.awaitShown(fileId.toString(), () -> queries.version(fileId) >= version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }
}
