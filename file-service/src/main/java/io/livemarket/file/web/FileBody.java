package io.livemarket.file.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.file.content.FileType;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.storage.ObjectStore.Variant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file in an answer to clients, whose JSON is flat. */
record FileBody(
        UUID id,
        UUID ownerId,
        @JsonUnwrapped Content content,
        @JsonUnwrapped @Nullable Dimensions dimensions,
        FileScan scan,
        Instant createdAt,
        @JsonUnwrapped Addresses addresses) {

    /** @param size bytes */
    record Content(String name, String contentType, long size) {}

    /** The width and height of an image in pixels; absent for a file that is no image. */
    record Dimensions(@Nullable Integer width, @Nullable Integer height) {}

    /**
     * The addresses of the content for one reader until {@code urlExpiresAt}, relative to the gateway's.
     *
     * @param thumbnailUrl the address of the thumbnail; absent without a thumbnail
     */
    record Addresses(String url, @Nullable String thumbnailUrl, Instant urlExpiresAt) {}

    static FileBody of(FileView file, UUID reader, SignedUrls urls) {
        FileView.Content content = file.content();
        ImageFacts image = file.image();
        return new FileBody(
                file.id(),
                file.ownerId(),
                new Content(content.name(), FileType.shown(content.contentType(), content.name()), content.size()),
                image == null ? null : new Dimensions(image.width(), image.height()),
                file.scan(),
                file.uploadedAt(),
                addresses(file, reader, urls));
    }

    private static Addresses addresses(FileView file, UUID reader, SignedUrls urls) {
        Instant end = urls.end(reader);
        ImageFacts image = file.image();
        return new Addresses(
                urls.of(file.id(), Variant.CONTENT, reader, end),
                image != null && image.thumbnail() ? urls.of(file.id(), Variant.THUMBNAIL, reader, end) : null,
                end);
    }
}
