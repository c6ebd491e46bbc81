package io.livemarket.auth.web;

import io.livemarket.kit.web.ApiException;

/** A log-in with the right password to a suspended account, whose user may appeal with a token. */
final class SuspendedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiException refusal;
    private final String appealToken;

    SuspendedException(ApiException refusal, String appealToken) {
        super(refusal.getMessage(), null, false, false);
        this.refusal = refusal;
        this.appealToken = appealToken;
    }

    ApiException refusal() {
        return refusal;
    }

    String appealToken() {
        return appealToken;
    }
}
