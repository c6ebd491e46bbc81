package io.livemarket.gateway.requests;

import io.livemarket.events.errors.ErrorCode;

/** A request that is not of its shape. Carries no stack trace: it is an answer, not a fault. */
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String field;

    /** @param field what is wrong, or null for the whole */
    public InvalidRequest(ErrorCode code, String field) {
        super(code.code(), null, false, false);
        this.code = code;
        this.field = field;
    }

    public ErrorCode code() {
        return code;
    }

    /** The field that is wrong, or null. */
    public String field() {
        return field;
    }
}
