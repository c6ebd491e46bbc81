package io.livemarket.file.web;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.content.FileType;
import io.livemarket.file.projection.FileView;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.storage.ObjectStore.Variant;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ReadsQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The bytes of files, streamed from the store, completely or in ranges. A request has an access token or a signed
 * address. Only cleaned images are shown inline; no content that is served here may run, be framed, or be interpreted
 * as another type.
 */
@RestController
@RequestMapping("/files/{fileId}")
class ContentController {

    private static final String THUMBNAIL_TYPES = "image/jpeg";

    private final FileAccess access;
    private final SignedUrls urls;
    private final ObjectStore store;

    ContentController(FileAccess access, SignedUrls urls, ObjectStore store) {
        this.access = access;
        this.urls = urls;
        this.store = store;
    }

    @GetMapping("/content")
    @ReadsQuery({"reader", "expires", "signature"})
    void content(
            @PathVariable UUID fileId,
            @AuthenticationPrincipal @Nullable Jwt caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Right right = right(fileId, Variant.CONTENT, caller, request);
        FileView file = access.require(fileId, right.reader());
        FileAnswer answer =
                new FileAnswer(request, response, '"' + file.content().sha256() + '"', right.cache());
        answer.send(
                new FileAnswer.Content(
                        file.content().name(),
                        FileType.shown(
                                file.content().contentType(), file.content().name()),
                        FileType.isShownInline(file.content().contentType()),
                        file.content().size()),
                (from, length) -> store.read(fileId, Variant.CONTENT, from, length));
    }

    @GetMapping("/thumbnail")
    @ReadsQuery({"reader", "expires", "signature"})
    void thumbnail(
            @PathVariable UUID fileId,
            @AuthenticationPrincipal @Nullable Jwt caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Right right = right(fileId, Variant.THUMBNAIL, caller, request);
        FileView file = access.require(fileId, right.reader());
        if (file.image() == null || !file.image().thumbnail()) {
            throw new ApiException(ErrorCode.FILE_NOT_FOUND);
        }
        String etag = "\"t-" + file.content().sha256() + '"';
        if (Conditions.isKnown(request, etag)) {
            ContentHeaders.describe(
                    response, THUMBNAIL_TYPES, true, file.content().name(), etag, right.cache());
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] image;
        try (InputStream bytes = store.read(fileId, Variant.THUMBNAIL)) {
            image = bytes.readAllBytes();
        }
        boolean png = image.length > 1 && image[1] == 'P';
        ContentHeaders.describe(
                response,
                png ? "image/png" : THUMBNAIL_TYPES,
                true,
                file.content().name(),
                etag,
                right.cache());
        response.setContentLength(image.length);
        response.getOutputStream().write(image);
    }

    /**
     * The right to read.
     *
     * @param cache the cache control of the answer. The content of a signed address never changes, and the address
     *     expires. An address without a signature is common to all users, so that a browser must revalidate it before
     *     it shows its copy to another user
     */
    private record Right(UUID reader, String cache) {}

    /** The right of a signed address, or else of the access token. */
    private Right right(UUID fileId, Variant variant, @Nullable Jwt caller, HttpServletRequest request) {
        String signature = request.getParameter("signature");
        if (signature == null) {
            if (caller == null) {
                throw new ApiException(ErrorCode.TOKEN_MISSING);
            }
            return new Right(Callers.id(caller), "private, no-cache");
        }
        UUID reader =
                Ids.parse(request.getParameter("reader")).orElseThrow(() -> new ApiException(ErrorCode.URL_INVALID));
        long expires = seconds(request.getParameter("expires"));
        urls.check(fileId, variant, reader, expires, signature);
        long left = urls.remaining(Instant.ofEpochSecond(expires)).toSeconds();
        return new Right(reader, "private, max-age=%d, immutable".formatted(left));
    }

    private static long seconds(@Nullable String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ApiException(ErrorCode.URL_INVALID);
        }
    }
}
