package io.livemarket.kit.config;

/**
 * The order in which the parts of a service start, from the lowest number, and stop, from the highest. The web server
 * comes last and stops first: it takes no more requests and waits for those under way ({@code server.shutdown:
 * graceful}, at most {@code spring.lifecycle.timeout-per-shutdown-phase}), while all that answers them still runs.
 * Producers close with the beans, after all phases.
 */
public final class Phases {

    /** What others ask while they decide and show: blocks, rules, suspensions. */
    public static final int VIEWS = 0;
    /** What makes the read models. */
    public static final int PROJECTIONS = 1_000;
    /** What decides. */
    public static final int ENGINES = 2_000;
    /** What hears the answers to commands. */
    public static final int ANSWERS = 3_000;
    /** What works by itself and asks for decisions: sweeps, pushes. */
    public static final int WORKERS = 4_000;

    private Phases() {}
}
