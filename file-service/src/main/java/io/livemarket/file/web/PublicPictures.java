package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileView;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;

/**
 * Finds the images that profiles show, which any client may read without a token. An image is looked up in the read
 * models at every request, and before the answer {@code file_not_found} every event that was in the log at the request
 * is applied: a user sees a newly uploaded profile image at once, at any instance. Requests with invented ids do not
 * load the broker, because all such requests share its answers through {@link ReadBarrier#apart}. Ids that were not
 * found are not cached: a client could invent any number of them, and a cached refusal of an image that is not shown
 * yet would hide it from its owner.
 */
public final class PublicPictures {

    private final FileQueries queries;
    private final ReadBarrier files;
    private final ReadBarrier profiles;

    /**
     * @param files the read barrier of the files' read model, with separate requests to the broker
     * @param profiles the read barrier of the profiles' read model, with separate requests to the broker
     */
    public PublicPictures(FileQueries queries, ReadBarrier files, ReadBarrier profiles) {
        this.queries = queries;
        this.files = files;
        this.profiles = profiles;
    }

    /**
     * An image that its owner's profile shows.
     *
     * @throws ApiException {@code file_not_found} for any other file, {@code unavailable} when the read models do not
     *     catch up in time
     */
    FileView require(UUID fileId) {
        FileView file = find(fileId);
        if (file.image() == null || !file.image().thumbnail()) {
            throw new ApiException(ErrorCode.FILE_NOT_FOUND);
        }
        if (!queries.isAvatar(file)) {
            profiles.require(file.ownerId().toString());
            if (!queries.isAvatar(file)) {
                throw new ApiException(ErrorCode.FILE_NOT_FOUND);
            }
        }
        return file;
    }

    private FileView find(UUID fileId) {
        return queries.find(fileId).orElseGet(() -> {
            files.require(fileId.toString());
            return queries.find(fileId).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
        });
    }
}
