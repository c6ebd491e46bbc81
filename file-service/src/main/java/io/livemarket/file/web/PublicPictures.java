package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.projection.FileView;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;

/**
 * The pictures that profiles show, which anybody may see, also without a token. A picture is looked for in the read
 * models at every request, and before it is answered {@code file_not_found}, everything that was in the log when the
 * request came is applied: a user sees the picture that the user has just uploaded and put on the profile, at any
 * instance. The ids that strangers make up do not load the broker, because all such requests share its answers through
 * {@link ReadBarrier#apart}. Nothing is remembered of ids that were not found: each stranger could ask for others, and
 * the memory of a picture that is not shown yet would hide it from its owner.
 */
public final class PublicPictures {

    private final FileQueries queries;
    private final ReadBarrier files;
    private final ReadBarrier profiles;

    /**
     * @param files of the files' read model, with requests to the broker that are apart
     * @param profiles of the profiles' read model, with requests to the broker that are apart
     */
    public PublicPictures(FileQueries queries, ReadBarrier files, ReadBarrier profiles) {
        this.queries = queries;
        this.files = files;
        this.profiles = profiles;
    }

    /**
     * A picture that its owner's profile shows.
     *
     * @throws ApiException {@code file_not_found} for any other file, {@code unavailable} when the read models are
     *     behind for too long
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
