package io.livemarket.file.content;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.kit.web.ApiException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Cleans images before other users see them: copies the parts that displaying an image requires and drops all others
 * (locations, cameras, comments, other files after its end) without decoding or changing a pixel; then makes a
 * thumbnail.
 */
public final class Images {

    private static final int BUFFER = 32 * 1024;

    private final long mostPixels;
    private final Thumbnails thumbnails;

    /**
     * @param mostPixels the largest accepted width × height
     * @param atOnce thumbnails that are made at the same time
     * @param memory bytes of images that decoders may hold at the same time
     */
    public Images(long mostPixels, int atOnce, long memory) {
        this.mostPixels = mostPixels;
        this.thumbnails = new Thumbnails(atOnce, memory);
    }

    /**
     * A cleaned image.
     *
     * @param thumbnail the thumbnail; empty where the image cannot be decoded
     */
    public record Cleaned(ImageFacts facts, Optional<byte[]> thumbnail) {}

    /**
     * Cleans an image into another file.
     *
     * @throws ApiException {@code file_corrupt} for an image that violates its format, {@code image_too_large} for too
     *     many pixels by its header
     */
    public Cleaned clean(String type, Path from, Path to) throws IOException {
        ImageShape shape = copy(type, from, to);
        Optional<byte[]> thumbnail = thumbnails.of(type, to, shape);
        return new Cleaned(new ImageFacts(shape.shownWidth(), shape.shownHeight(), thumbnail.isPresent()), thumbnail);
    }

    private ImageShape copy(String type, Path from, Path to) throws IOException {
        ImageShape shape;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from), BUFFER);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), BUFFER)) {
            ImageBytes bytes = new ImageBytes(in, out);
            shape = switch (type) {
                case "image/jpeg" -> new JpegCleaner(bytes).clean();
                case "image/png" -> new PngCleaner(bytes).clean();
                case "image/gif" -> new GifCleaner(bytes).clean();
                default -> throw new IllegalArgumentException(type + " is no picture of ours");
            };
        } catch (CorruptImage | EOFException e) {
            throw new ApiException(ErrorCode.FILE_CORRUPT, "The picture is broken: " + e.getMessage());
        }
        if ((long) shape.width() * shape.height() > mostPixels) {
            throw new ApiException(ErrorCode.IMAGE_TOO_LARGE, "At most " + mostPixels + " pixels");
        }
        return shape;
    }
}
