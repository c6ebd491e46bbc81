package io.livemarket.file.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/** The headers of an answer with the bytes of a file: nothing that is served may run, frame or be taken for anything else. */
final class ContentHeaders {

    private ContentHeaders() {}

    /** Sets the headers of an answer that has its content: a refusal has none of them, and is not cached. */
    static void describe(HttpServletResponse response, String type, boolean inline, String name, String etag, String cache) {
        response.setContentType(type);
        response.setHeader("Content-Disposition",
                (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(name, StandardCharsets.UTF_8).build().toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        // Pages of other sites may show a picture by its signed address; the address is the secret.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Cache-Control", cache);
        response.setHeader("ETag", etag);
    }
}
