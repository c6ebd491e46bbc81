package io.livemarket.kit.config;

/**
 * The order in which the parts of a service start, from the lowest number, and stop, from the highest. The web server
 * starts last and stops first: it accepts no more requests and waits for those under way ({@code server.shutdown:
 * graceful}, at most {@code spring.lifecycle.timeout-per-shutdown-phase}), while all parts that answer them still run.
 * Producers close with the beans, after all phases.
 */
public final class Phases {

    /** Facts in memory that the other parts need: blocks, rules, suspensions. */
    public static final int VIEWS = 0;
    /** Projections, which make the read models. */
    public static final int PROJECTIONS = 1_000;
    /** Engines, which decide commands. */
    public static final int ENGINES = 2_000;
    /** Readers of the answers to commands. */
    public static final int ANSWERS = 3_000;
    /** Parts that work without a request, and send commands: sweeps, pushes. */
    public static final int WORKERS = 4_000;

    private Phases() {}
}
