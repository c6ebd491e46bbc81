package io.livemarket.file.projection;

import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file in the read model.
 *
 * @param size bytes
 * @param sha256 the digest of the stored bytes, in hexadecimal
 * @param image the facts about an image; absent for any other file
 */
public record FileView(
        UUID id,
        UUID ownerId,
        String name,
        String contentType,
        long size,
        String sha256,
        @Nullable ImageFacts image,
        FileScan scan,
        Instant uploadedAt) {}
