package io.livemarket.loadtest;

/** The rate at which users can send to a server with default limits. */
final class Senders {

    /** A little less than the 40 events for each second and socket that a server takes by default. */
    private static final double EVENTS_PER_SENDER = 38;

    private Senders() {}

    /** Messages per second of this number of users in pairs, of which one user sends in each pair. */
    static double most(int users) {
        return users / 2.0 * EVENTS_PER_SENDER;
    }
}
