package io.livemarket.gateway.requests;

import io.livemarket.events.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A request with an invalid shape. Has no stack trace: it becomes an answer to the client. */
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;

    /** @param field the invalid field; absent when the whole request is invalid */
    public InvalidRequest(ErrorCode code, @Nullable String field) {
        super(code.code(), null, false, false);
        this.code = code;
        this.field = field;
    }

    public ErrorCode code() {
        return code;
    }

    /** The invalid field; absent when the whole request is invalid. */
    public @Nullable String field() {
        return field;
    }
}
