package io.livemarket.file.web;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;

/**
 * The headers of an answer with the bytes of a file: the content must not run, be framed, or be interpreted as another
 * type.
 */
final class ContentHeaders {

    private ContentHeaders() {}

    /** Sets the headers of an answer with content. An error has none of them, and is not cached. */
    static void describe(
            HttpServletResponse response, String type, boolean inline, String name, String etag, String cache) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", (inline ? "inline" : "attachment") + named(name));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        // Pages of other sites may show an image by its signed address, which is a secret.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Cache-Control", cache);
        response.setHeader("ETag", etag);
    }

    /**
     * The parameters with the complete name (RFC 8187), and before it a name for clients without that form, which has
     * no characters that they interpret differently (RFC 6266, appendix D).
     */
    private static String named(String name) {
        StringBuilder plain = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        name.codePoints().forEach(c -> plain.append(c >= ' ' && c < 0x7F && "\"\\%".indexOf(c) < 0 ? (char) c : '_'));
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isKept = b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b >= '0' && b <= '9'
                    || "!#$&+-.^_`|~".indexOf(b) >= 0;
            whole.append(isKept ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return "; filename=\"" + plain + "\"; filename*=UTF-8''" + whole;
    }
}
