package io.livemarket.file.web;

import io.livemarket.file.content.SquareCache;
import io.livemarket.file.content.Squares;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.storage.ObjectStore.Variant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The images of profiles, square and public: they need no token, so that any page can show them, as it can show images
 * at external addresses.
 */
@RestController
class AvatarController {

    /** The cache control of images: after an hour a client revalidates an image, and finds that it was removed. */
    private static final String CACHE = "public, max-age=3600";

    private final PublicPictures pictures;
    private final SquareCache squares;
    private final ObjectStore store;

    AvatarController(PublicPictures pictures, SquareCache squares, ObjectStore store) {
        this.pictures = pictures;
        this.squares = squares;
        this.store = store;
    }

    @GetMapping("/files/{fileId}/avatar")
    void avatar(@PathVariable UUID fileId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FileView file = pictures.require(fileId);
        String etag = "\"a-" + file.content().sha256() + '"';
        if (Conditions.isKnown(request, etag)) {
            ContentHeaders.describe(response, "image/jpeg", true, "avatar", etag, CACHE);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] square = squares.of(fileId, () -> thumbnail(fileId));
        ContentHeaders.describe(
                response, Squares.isPng(square) ? "image/png" : "image/jpeg", true, "avatar", etag, CACHE);
        response.setContentLength(square.length);
        response.getOutputStream().write(square);
    }

    private byte[] thumbnail(UUID fileId) throws IOException {
        try (InputStream bytes = store.read(fileId, Variant.THUMBNAIL)) {
            return bytes.readAllBytes();
        }
    }
}
