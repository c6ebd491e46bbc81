package io.livemarket.kit.engine;

/**
 * A waiting entry of a {@link PartitionDecider}'s state cannot be decided when it is due. The engine drops all changes
 * that were staged with it, and names the entry to the next decider ({@link PartitionDecider#putAside}), which decides
 * the others without it.
 */
public final class FaultyWaitingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final RuntimeException fault;

    /** @param key the decider's own name of the entry, stable across {@link PartitionDecider.Factory#create} */
    public FaultyWaitingException(String key, RuntimeException cause) {
        super("The waiting entry " + key + " cannot be decided", cause);
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
