package io.livemarket.file.web;

import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.file.content.FileType;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.storage.ObjectStore.Variant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file in an answer to clients.
 *
 * @param width pixels; absent for a file that is no image
 * @param url the address of the content, for this reader until {@code urlExpiresAt}, relative to the gateway's
 * @param thumbnailUrl the address of the thumbnail, for this reader until {@code urlExpiresAt}; absent without a
 *     thumbnail
 */
record FileBody(
        UUID id,
        UUID ownerId,
        String name,
        String contentType,
        long size,
        @Nullable Integer width,
        @Nullable Integer height,
        FileScan scan,
        Instant createdAt,
        String url,
        @Nullable String thumbnailUrl,
        Instant urlExpiresAt) {

    static FileBody of(FileView file, UUID reader, SignedUrls urls) {
        Instant end = urls.end(reader);
        ImageFacts image = file.image();
        return new FileBody(
                file.id(),
                file.ownerId(),
                file.name(),
                FileType.shown(file.contentType(), file.name()),
                file.size(),
                image == null ? null : image.width(),
                image == null ? null : image.height(),
                file.scan(),
                file.uploadedAt(),
                urls.of(file.id(), Variant.CONTENT, reader, end),
                image != null && image.thumbnail() ? urls.of(file.id(), Variant.THUMBNAIL, reader, end) : null,
                end);
    }
}
