package io.livemarket.file.web;

import io.livemarket.events.files.FileScan;
import io.livemarket.file.content.FileType;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.storage.ObjectStore.Variant;
import java.time.Instant;
import java.util.UUID;

/**
 * A file as clients see it.
 *
 * @param width pixels, of an image only
 * @param url where its content is, for this reader until {@code urlExpiresAt}; relative to the gateway
 * @param thumbnailUrl the same for a smaller image, or null
 */
record FileBody(
        UUID id,
        UUID ownerId,
        String name,
        String contentType,
        long size,
        Integer width,
        Integer height,
        FileScan scan,
        Instant createdAt,
        String url,
        String thumbnailUrl,
        Instant urlExpiresAt) {

    static FileBody of(FileView file, UUID reader, SignedUrls urls) {
        Instant end = urls.end(reader);
        boolean image = file.image() != null;
        return new FileBody(
                file.id(),
                file.ownerId(),
                file.name(),
                FileType.shown(file.contentType(), file.name()),
                file.size(),
                image ? file.image().width() : null,
                image ? file.image().height() : null,
                file.scan(),
                file.uploadedAt(),
                urls.of(file.id(), Variant.CONTENT, reader, end),
                image && file.image().thumbnail() ? urls.of(file.id(), Variant.THUMBNAIL, reader, end) : null,
                end);
    }
}
