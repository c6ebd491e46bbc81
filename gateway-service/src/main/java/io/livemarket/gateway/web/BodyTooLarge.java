package io.livemarket.gateway.web;

/** A request's body went over the limit while it was read. */
final class BodyTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLarge() {
        super("body too large", null, false, false);
    }
}
