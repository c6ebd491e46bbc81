package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is refused with a documented code. It has no stack trace: it is an answer, not a fault. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldProblem> fields;
    private final @Nullable Long retryAfterMs;

    /** A field of the request, and its problem. */
    public record FieldProblem(String field, ErrorCode code, String message, String messageEs) {
        public static FieldProblem of(String field, ErrorCode code) {
            return new FieldProblem(field, code, code.message(), code.messageEs());
        }
    }

    public ApiException(ErrorCode code) {
        this(code, null, List.of());
    }

    /** @param detail English, for a developer; never quotes the request */
    public ApiException(ErrorCode code, @Nullable String detail) {
        this(code, detail, List.of());
    }

    public ApiException(ErrorCode code, @Nullable String detail, List<FieldProblem> fields) {
        this(code, detail, fields, null);
    }

    private ApiException(
            ErrorCode code, @Nullable String detail, List<FieldProblem> fields, @Nullable Long retryAfterMs) {
        super(detail == null ? code.message() : detail, null, false, false);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.retryAfterMs = retryAfterMs;
    }

    /** An {@code invalid_request} that names its field. */
    public static ApiException invalid(String field) {
        return new ApiException(
                ErrorCode.INVALID_REQUEST, null, List.of(FieldProblem.of(field, ErrorCode.INVALID_REQUEST)));
    }

    /** A refusal of a request that may succeed after that many milliseconds. */
    public static ApiException retryAfter(ErrorCode code, long millis) {
        return new ApiException(code, null, List.of(), millis);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    /** The milliseconds after which to try again; null when the time is not known. */
    public @Nullable Long retryAfterMs() {
        return retryAfterMs;
    }
}
