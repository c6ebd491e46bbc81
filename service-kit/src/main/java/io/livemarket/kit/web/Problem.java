package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An RFC 9457 problem document with our members. */
public record Problem(
        String type,
        String title,
        String titleEs,
        int status,
        @Nullable String detail,
        ErrorCode code,
        boolean retryable,
        @Nullable Long retryAfterMs,
        @Nullable List<ApiException.FieldProblem> errors) {

    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document of a code alone. */
    public static Problem of(ErrorCode code) {
        return of(code, null, List.of());
    }

    /** @param detail for a developer, or null */
    public static Problem of(ErrorCode code, @Nullable String detail, List<ApiException.FieldProblem> errors) {
        return new Problem(
                "urn:livemarket:problem:" + code.code(),
                code.message(),
                code.messageEs(),
                code.status(),
                code.message().equals(detail) ? null : detail,
                code,
                code.retryable(),
                null,
                errors.isEmpty() ? null : errors);
    }

    /** The same, with the time after which to try again. */
    public Problem retryAfter(long millis) {
        return new Problem(type, title, titleEs, status, detail, code, true, millis, errors);
    }
}
