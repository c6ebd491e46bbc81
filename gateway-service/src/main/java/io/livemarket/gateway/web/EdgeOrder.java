package io.livemarket.gateway.web;

/** The order of the filters of the edge; the chain of Spring Security is at -100. */
final class EdgeOrder {

    static final int ORIGIN = -400;
    static final int REQUEST_LINE = -350;
    static final int ADDRESS_LIMIT = -300;
    static final int BODY_LIMIT = -200;
    static final int USER_LIMIT = -50;

    private EdgeOrder() {}
}
