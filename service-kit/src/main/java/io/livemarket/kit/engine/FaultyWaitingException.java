package io.livemarket.kit.engine;

/**
 * What waited in the state of a {@link PartitionDecider} cannot be decided when it is due. The engine drops all that
 * was staged with it, and names it to the next decider ({@link PartitionDecider#putAside}), which decides the others
 * without it.
 */
public final class FaultyWaitingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final RuntimeException fault;

    /**
     * @param key how the decider knows it; its own name for it, stable across {@link PartitionDecider.Factory#create}
     */
    public FaultyWaitingException(String key, RuntimeException cause) {
        super("what waits as " + key + " cannot be decided", cause);
        this.key = key;
        this.fault = cause;
    }

    String key() {
        return key;
    }

    RuntimeException fault() {
        return fault;
    }
}
