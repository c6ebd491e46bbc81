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
 * Checks the right to read a file: its owner has it, and the participants of the chats in which its owner sent it. For
 * all other users the file does not exist. The recipient of a new message may read its file at once: before a refusal,
 * the read model applies every event that was in the log at the request.
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
     * A file that the reader may read.
     *
     * @throws ApiException {@code file_not_found} for any other reader, {@code unavailable} when the read model does
     *     not catch up in time
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
     * Those of the files that the reader may read, in the order of {@code fileIds}. If the read models lack some of
     * them, the events that were committed before the call are awaited once, for all files together.
     *
     * @throws ApiException {@code unavailable} when the read models do not catch up in time
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

    /** A file; before the refusal every event of the file is applied. */
    private FileView find(UUID fileId) {
        return queries.find(fileId).orElseGet(() -> {
            files.require(fileId.toString());
            return queries.find(fileId).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        });
    }

    /**
     * Waits until the commands are published that attach files to every message, and to the owner's profile, that was
     * committed before the call.
     *
     * @throws ApiException {@code unavailable} when that takes longer than the limit of a read
     */
    void awaitAttachments(UUID owner) {
        readers.requireAll(ReadBarrier.BOUND);
        profiles.require(owner.toString());
    }

    /**
     * Waits until the read model has a version of a file, so that its author reads the own write.
     *
     * @throws ApiException {@code unavailable} when the read model does not catch up in time
     */
    public void awaitVersion(UUID fileId, long version) {
        if (!files.awaitShown(fileId.toString(), () -> queries.version(fileId) >= version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }
}
