package io.livemarket.loadtest;

/** How fast people can send to a server with default limits. */
final class Senders {

    /** A little less than the 40 events for each second and socket that a server takes by default. */
    private static final double EVENTS_PER_SENDER = 38;

    private Senders() {}

    /** Messages per second of so many people in pairs, of each of which one sends. */
    static double most(int users) {
        return users / 2.0 * EVENTS_PER_SENDER;
    }
}
