package io.livemarket.file.web;

import io.livemarket.kit.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a file's bytes, all of them or a range (RFC 9110, sections 13 and 14).
 *
 * @param cache the value of {@code Cache-Control}
 */
record FileAnswer(HttpServletRequest request, HttpServletResponse response, String etag, String cache) {

    /**
     * The description of the answered file.
     *
     * @param inline whether a browser may show it inline
     * @param size bytes
     */
    record Content(String name, String type, boolean inline, long size) {}

    /** Opens a range of the bytes; the caller closes the stream. */
    @FunctionalInterface
    interface Source {
        InputStream open(long from, long length);
    }

    void send(Content content, Source source) throws IOException {
        if (Conditions.isKnown(request, etag)) {
            describe(content);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = range(content.size());
        ByteRange part = range.orElse(new ByteRange(0, content.size() - 1));
        InputStream bytes = request.getMethod().equals("HEAD") ? null : source.open(part.from(), part.length());
        describe(content);
        response.setHeader("Accept-Ranges", "bytes");
        response.setContentLengthLong(part.length());
        if (range.isPresent()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes %d-%d/%d".formatted(part.from(), part.to(), content.size()));
        }
        write(bytes);
    }

    private void describe(Content content) {
        ContentHeaders.describe(response, content.type(), content.inline(), content.name(), etag, cache);
    }

    private Optional<ByteRange> range(long size) {
        String condition = request.getHeader("If-Range");
        if (condition != null && !condition.equals(etag)) {
            return Optional.empty();
        }
        try {
            return ByteRange.of(request.getHeader("Range"), size);
        } catch (ApiException e) {
            response.reset();
            response.setHeader("Content-Range", "bytes */" + size);
            throw e;
        }
    }

    private void write(@Nullable InputStream bytes) throws IOException {
        if (bytes != null) {
            try (bytes) {
                bytes.transferTo(response.getOutputStream());
            }
        }
    }
}
