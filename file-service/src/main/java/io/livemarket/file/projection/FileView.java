package io.livemarket.file.projection;

import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file in the read model.
 *
 * @param image the facts about an image; absent for any other file
 */
public record FileView(
        UUID id, UUID ownerId, Content content, @Nullable ImageFacts image, FileScan scan, Instant uploadedAt) {

    /**
     * The stored content of a file.
     *
     * @param size bytes
     * @param sha256 the digest of the stored bytes, in hexadecimal
     */
    public record Content(String name, String contentType, long size, String sha256) {}
}
