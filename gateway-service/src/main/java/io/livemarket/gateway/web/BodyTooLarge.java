package io.livemarket.gateway.web;

/** The body of a request exceeded the limit while it was read. */
final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLarge() {
        super("body too large", null, false, false);
    }
}
