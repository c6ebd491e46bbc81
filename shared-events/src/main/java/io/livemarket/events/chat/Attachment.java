package io.livemarket.events.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that a message carries.
 *
 * @param fileId the id of the file in file-service; absent in a command that chat-service refuses for it
 * @param name the file's name for display
 * @param contentType the media type
 * @param size the size in bytes
 * @param width the width of an image in pixels, as displayed; absent for any other file, and in messages of earlier
 *     versions
 * @param height the height of an image in pixels, as displayed; absent where {@code width} is absent
 */
public record Attachment(
        @Nullable UUID fileId,
        @Nullable String name,
        @Nullable String contentType,
        @Nullable Long size,
        @Nullable Integer width,
        @Nullable Integer height) {

    /** A file that is no image, or an image of unknown dimensions. */
    public Attachment(@Nullable UUID fileId, @Nullable String name, @Nullable String contentType, @Nullable Long size) {
        this(fileId, name, contentType, size, null, null);
    }
}
