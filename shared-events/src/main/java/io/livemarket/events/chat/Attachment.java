package io.livemarket.events.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that a message carries.
 *
 * @param fileId the file, as file-service knows it
 * @param name what to call it, or null
 * @param contentType its media type, or null
 * @param size bytes, or null
 * @param width pixels of an image, as it is to be shown; null for anything else, and in messages of earlier versions
 * @param height pixels of an image, null as {@code width} is
 */
public record Attachment(UUID fileId, @Nullable String name, @Nullable String contentType, @Nullable Long size, @Nullable Integer width, @Nullable Integer height) {

    /** A file that is no image, or one of which the dimensions are not known. */
    public Attachment(UUID fileId, @Nullable String name, @Nullable String contentType, @Nullable Long size) {
        this(fileId, name, contentType, size, null, null);
    }
}
